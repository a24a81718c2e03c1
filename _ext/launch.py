"""Adds links to each chapter that open its notebook in Binder, Colab, JupyterLite or JupyterHub.

All addresses follow from `_config.yml`: `repository.url` and `branch`, `html.baseurl`, and optionally
`launch_buttons.jupyterhub_url`. The links are plain HTML, so that no service is contacted before a click.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import yaml
from sphinx.errors import ConfigError

CONFIG = Path(__file__).resolve().parents[1] / "_config.yml"
BINDER = "https://mybinder.org/v2/gh"
COLAB = "https://colab.research.google.com/github"
LAUNCH_MARKER = "<!-- launch links -->"  # placed by website/pages.py in the box at the head of a chapter
TITLE_END = "</h1>"


@dataclass(frozen=True)
class SiteConfig:
    """The settings of `_config.yml` from which all links are built."""

    repository: str  # https://github.com/owner/name
    branch: str
    site: str
    hub: str = ""

    @property
    def repository_path(self) -> str:
        """Return the GitHub repository as owner/name, as the addresses of Binder and Colab need it."""
        parts = urlsplit(self.repository)
        if parts.hostname != "github.com":
            raise ConfigError(f"_config.yml: repository.url must be on github.com, not {self.repository!r}")
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
        return f"{self.site.rstrip('/')}/lite/lab/index.html?{query_string(path=path)}"

    def nbgitpuller_path(self, path: str) -> str:
        """Return the path on any JupyterHub that pulls the repository with nbgitpuller and opens a file."""
        folder = self.repository_path.split("/")[1]
        query = query_string(repo=self.repository, branch=self.branch, urlpath=f"lab/tree/{folder}/{path}")
        return f"/hub/user-redirect/git-pull?{query}"

    def wheel_url(self, version: str) -> str:
        """Return the address of the package's wheel on the site."""
        return f"{self.site.rstrip('/')}/downloads/issfacts-{version}-py3-none-any.whl"


def query_string(**parameters: str) -> str:
    """Return URL parameters as a query string; colons and slashes are not escaped."""
    return urlencode(parameters, safe=":/")


def site_config(path: Path = CONFIG) -> SiteConfig:
    """Read the addresses from `_config.yml`."""
    settings = yaml.safe_load(path.read_text("utf-8"))
    repository = settings["repository"]
    hub = (settings.get("launch_buttons") or {}).get("jupyterhub_url") or ""
    return SiteConfig(repository["url"], repository["branch"], settings["html"]["baseurl"], hub.rstrip("/"))


def insert_launch_links(app, pagename, context) -> None:
    """Render `launch.html` into the body of a notebook page, at the marker or else after the title."""
    if pagename not in app.env.found_docs:
        return
    path = app.env.doc2path(pagename, base=False)
    if not path.endswith(".ipynb"):
        return
    config, body = site_config(), context["body"]
    links = {
        "binder": config.binder_url(path),
        "colab": config.colab_url(path),
        "lite": config.lite_url(path),
        "pull": config.nbgitpuller_path(path),
        "hub": config.hub,
        "copy": context["pathto"](f"_sources/{context['sourcename']}", 1),
        "more": context["pathto"]("about/running"),
    }
    html = app.builder.templates.render("launch.html", links)
    marker, replacement = (LAUNCH_MARKER, html) if LAUNCH_MARKER in body else (TITLE_END, TITLE_END + html)
    context["body"] = body.replace(marker, replacement, 1)
