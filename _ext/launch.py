"""Puts at the head of each chapter where it can be run: plain links, nothing contacted before a click.

All addresses follow from `_config.yml`: `repository.url` and `branch`, `html.baseurl`, and, where a school
has one, `launch_buttons.jupyterhub_url`. A page that is no notebook gets nothing.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import yaml
from sphinx.errors import ConfigError

CONFIG = Path(__file__).resolve().parents[1] / "_config.yml"
BINDER = "https://mybinder.org/v2/gh"
COLAB = "https://colab.research.google.com/github"
RUN = "<!-- where the chapter runs -->"  # website/pages.py leaves it in the frame of a chapter's question
TITLE = "</h1>"


@dataclass(frozen=True)
class Places:
    """Hold the addresses of which all links are made."""

    repository: str  # https://github.com/owner/name
    branch: str
    site: str
    hub: str = ""

    @property
    def owned_name(self) -> str:
        """Return the repository as owner/name; Binder's and Colab's short addresses are GitHub's."""
        parts = urlsplit(self.repository)
        if parts.hostname != "github.com":
            raise ConfigError(f"_config.yml: repository.url must lie on github.com, not {self.repository!r}")
        return parts.path.strip("/").removesuffix(".git")

    def binder(self, path: str) -> str:
        """Return where Binder opens a file of the repository in JupyterLab."""
        return f"{BINDER}/{self.owned_name}/{quote(self.branch, safe='')}?{asked(urlpath=f'lab/tree/{path}')}"

    def colab(self, path: str) -> str:
        """Return where Colab opens a notebook of the repository."""
        return f"{COLAB}/{self.owned_name}/blob/{quote(self.branch)}/{quote(path)}"

    def lite(self, path: str) -> str:
        """Return where the site itself runs a notebook, in the reader's browser."""
        return f"{self.site.rstrip('/')}/lite/lab/index.html?{asked(path=path)}"

    def pull(self, path: str) -> str:
        """Return what follows a JupyterHub's address to fetch the repository there and open a file."""
        folder = self.owned_name.split("/")[1]
        query = asked(repo=self.repository, branch=self.branch, urlpath=f"lab/tree/{folder}/{path}")
        return f"/hub/user-redirect/git-pull?{query}"

    def wheel(self, version: str) -> str:
        """Return where the site offers the helper package."""
        return f"{self.site.rstrip('/')}/downloads/issfacts-{version}-py3-none-any.whl"


def asked(**parts: str) -> str:
    """Return the part of an address after the question mark; colons and slashes may stand there as they are."""
    return urlencode(parts, safe=":/")


def places(config: Path = CONFIG) -> Places:
    """Read the addresses from the site's settings."""
    settings = yaml.safe_load(config.read_text("utf-8"))
    repository = settings["repository"]
    hub = (settings.get("launch_buttons") or {}).get("jupyterhub_url") or ""
    return Places(repository["url"], repository["branch"], settings["html"]["baseurl"], hub.rstrip("/"))


def put_block(app, pagename, context) -> None:
    """Print `launch.html` on a page that is a notebook: in the frame of its question, or below its title."""
    if pagename not in app.env.found_docs or not (path := app.env.doc2path(pagename, base=False)).endswith(".ipynb"):
        return
    known, body = places(), context["body"]
    links = {name: getattr(known, name)(path) for name in ("binder", "colab", "lite", "pull")}
    copy, more = context["pathto"](f"_sources/{context['sourcename']}", 1), context["pathto"]("about/running")
    block = app.builder.templates.render("launch.html", {**links, "hub": known.hub, "copy": copy, "more": more})
    context["body"] = body.replace(RUN, block) if RUN in body else body.replace(TITLE, TITLE + block, 1)
