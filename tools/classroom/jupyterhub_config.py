"""Configures the hub that `tools/hub.py` measures: one machine, a password for all, each student an ordinary user.

Read by JupyterHub, which gives `c`. What differs from run to run comes in the environment.
"""

import os
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner

told = os.environ
work, port = Path(told["CLASS_WORK"]), int(told["CLASS_PORT"])
who = int(told["CLASS_UID"])  # 0: as whoever started the hub


class Seat(SimpleLocalProcessSpawner):
    """Start a student's server without the hub's rights, in a folder of the student's own."""

    def make_preexec_fn(self, name):
        """Return what the new process does first."""

        def become_student():
            if who:
                os.setgroups([])
                os.setgid(who)
                os.setuid(who)
            os.chdir(self.home_dir)

        return become_student


def give_home(spawner):
    """Give a student an empty folder."""
    home = Path(spawner.home_dir)
    home.mkdir(parents=True, exist_ok=True)
    if who:
        os.chown(home, who, who)


c = get_config()  # noqa: F821  (JupyterHub gives it)
c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 2}"
c.ConfigurableHTTPProxy.command = [told["CLASS_PROXY"]]
c.JupyterHub.db_url = f"sqlite:///{work / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(work / "cookie-secret")
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = told["CLASS_PASSWORD"]
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = Seat
c.SimpleLocalProcessSpawner.home_dir_template = str(work / "students" / "{username}")
c.Spawner.cmd = [told["CLASS_SERVER"]]
c.Spawner.default_url = "/lab"
c.Spawner.environment = {name: told[name] for name in ("LD_LIBRARY_PATH",) if name in told}
c.Spawner.start_timeout = c.Spawner.http_timeout = 180
c.Spawner.pre_spawn_hook = give_home
