"""The hub of measure_class.py: a password for all, a server of the image for each, an empty folder as home."""

import os
from pathlib import Path

c = get_config()  # noqa: F821  (JupyterHub gives it)
work = Path.cwd()
public, internal, proxy = os.environ["CLASS_PORTS"].split()


def give_home(spawner):
    """Give a student an empty folder."""
    Path(spawner.home_dir).mkdir(parents=True)


c.JupyterHub.bind_url = f"http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{internal}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{proxy}"
c.JupyterHub.db_url = f"sqlite:///{work / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(work / "cookie-secret")
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = os.environ["CLASS_PASSWORD"]
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(work / "students" / "{username}")
c.Spawner.cmd = [os.environ["CLASS_SERVER"], "--allow-root"]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 180
c.Spawner.pre_spawn_hook = give_home
