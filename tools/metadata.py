"""Reads what describes the book as a whole: addresses from _config.yml; title, authors and version from CITATION.cff.

All addresses of pages, services and files follow from them.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import yaml
from paths import ROOT
from running import ToolError

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
BINDER = "https://mybinder.org/v2/gh"
COLAB = "https://colab.research.google.com/github"


@dataclass(frozen=True)
class Book:
    """The metadata of the book in one language; `base` is the address of its site, with a slash at the end."""

    title: str
    authors: str
    version: str
    released: date
    base: str
    repository: str  # https://github.com/owner/name
    branch: str
    hub: str = ""  # the address of a school's JupyterHub
    language: str = "en"

    @property
    def credit(self) -> str:
        """Return the attribution line for exported files."""
        return f"{self.title}. {self.authors}. {self.base} CC BY 4.0."

    def address(self, page: str) -> str:
        """Return the address of a page; that of the title page is the base URL."""
        return self.base if page == "index" else f"{self.base}{page}.html"

    def citation(self, page: str, title: str) -> str:
        """Return the citation of a page in one line."""
        where = self.title if page == "index" else f"{_with_full_stop(title)} In: {self.title}"
        year, where = self.released.year, _with_full_stop(where)
        return f"{self.authors} ({year}): {where} Version {self.version}. {self.address(page)} (CC BY 4.0)"

    @property
    def repository_path(self) -> str:
        """Return the GitHub repository as owner/name. ToolError: it is elsewhere, where Binder and Colab cannot go."""
        parts = urlsplit(self.repository)
        if parts.hostname != "github.com":
            raise ToolError(f"_config.yml: repository.url must be on github.com, not {self.repository!r}")
        return parts.path.strip("/").removesuffix(".git")

    def binder_url(self, path: str) -> str:
        """Return the address at which Binder opens a file of the repository in JupyterLab."""
        query = query_string(urlpath=f"lab/tree/{path}")
        return f"{BINDER}/{self.repository_path}/{quote(self.branch, safe='')}?{query}"

    def colab_url(self, path: str) -> str:
        """Return the address at which Colab opens a notebook of the repository."""
        return f"{COLAB}/{self.repository_path}/blob/{quote(self.branch)}/{quote(path)}"

    def lite_url(self, path: str) -> str:
        """Return the address at which the site's JupyterLite opens a notebook."""
        return f"{self.base}lite/lab/index.html?{query_string(path=path)}"

    def nbgitpuller_path(self, path: str) -> str:
        """Return the path on any JupyterHub that pulls the repository with nbgitpuller and opens a file."""
        folder = self.repository_path.split("/")[1]
        query = query_string(repo=self.repository, branch=self.branch, urlpath=f"lab/tree/{folder}/{path}")
        return f"/hub/user-redirect/git-pull?{query}"

    @property
    def wheel_url(self) -> str:
        """Return the address of the package's wheel on the site."""
        return f"{self.base}downloads/issfacts-{self.version}-py3-none-any.whl"


def _with_full_stop(text: str) -> str:
    return text if text.endswith(("?", "!", ".")) else f"{text}."


def query_string(**parameters: str) -> str:
    """Return URL parameters as a query string; colons and slashes are not escaped."""
    return urlencode(parameters, safe=":/")


@cache
def load_book(site: str = "", language: str = "en", root: Path = ROOT) -> Book:
    """Load the metadata, for a language and a site; the default site is that of _config.yml."""
    citation, config = (yaml.safe_load((root / name).read_text("utf-8")) for name in ("CITATION.cff", "_config.yml"))
    authors = (
        author.get("name") or f"{author['given-names']} {author['family-names']}" for author in citation["authors"]
    )
    hub = (config.get("launch_buttons") or {}).get("jupyterhub_url") or ""
    return Book(
        title=citation["title"],
        authors=", ".join(authors),
        version=citation["version"],
        released=citation["date-released"],
        base=(site or config["html"]["baseurl"]).rstrip("/") + "/",
        repository=config["repository"]["url"],
        branch=config["repository"]["branch"],
        hub=hub.rstrip("/"),
        language=language,
    )
