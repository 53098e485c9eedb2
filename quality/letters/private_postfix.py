"""A real Postfix of our own, on loopback, in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

NULL = subprocess.DEVNULL
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = /dev/stdout
maillog_file_prefixes = /dev
mail_owner = postfix
setgid_group = postdrop
myhostname = localhost
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
virtual_mailbox_domains = example.com
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_peername_lookup = no
smtpd_recipient_restrictions = {refusals}permit
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


class NotHere(Exception):
    """No Postfix can be started here."""


@contextmanager
def private_postfix(refusals: Mapping[str, str] | None = None) -> Iterator[tuple[int, Path]]:
    """A Postfix that runs; its port, and the Maildir where it puts what it took.

    `refusals`: what it answers for a recipient instead of taking the letter. NotHere where none can
    be started.
    """
    if not shutil.which("postfix", path="/usr/sbin:/usr/bin") or os.geteuid() != 0:
        raise NotHere("this needs root and Postfix (package postfix).")
    with tempfile.TemporaryDirectory(prefix="makegood-postfix-") as name:
        folder = Path(name)
        port = configure(folder, refusals or {})
        master = ["/usr/sbin/postfix", "-c", str(folder / "etc")]
        with subprocess.Popen([*master, "start-fg"], stdout=NULL, stderr=NULL) as running:
            try:
                wait_for(port)
                yield port, folder / "mail" / "all" / "new"
            finally:
                subprocess.run([*master, "stop"], check=False, stdout=NULL, stderr=NULL)
                running.wait(20)


def configure(folder: Path, refusals: Mapping[str, str]) -> int:
    """Its files; the port it will listen on."""
    owner = pwd.getpwnam("postfix")
    for part in ("etc", "queue", "data", "mail"):
        (folder / part).mkdir()
    folder.chmod(0o755)
    for part in ("data", "mail"):
        os.chown(folder / part, owner.pw_uid, owner.pw_gid)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    refused = ", ".join(f"{{{to} = {words}}}" for to, words in refusals.items())
    said = f"check_recipient_access inline:{{{refused}}}, " if refusals else ""
    main = MAIN.format(folder=folder, uid=owner.pw_uid, gid=owner.pw_gid, refusals=said)
    (folder / "etc" / "main.cf").write_text(main)
    (folder / "etc" / "master.cf").write_text(MASTER.format(port=port))
    return port


def wait_for(port: int) -> None:
    for _ in range(200):
        with suppress(OSError), smtplib.SMTP("127.0.0.1", port, timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError("Postfix did not listen within 20 s.")
