"""A real Postfix of our own, on loopback, in a temporary folder: refusals, and a drain."""

from __future__ import annotations

import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from pathlib import Path

from django.db import connections

from makegood.foundation.mail.models import Letter
from quality.letters import stage

MISSING = 77
NULL = subprocess.DEVNULL
LETTERS = 200
REFUSALS = {
    "nobody@example.com": ("550 5.1.1 nobody here", Letter.State.FAILED),
    "never@example.com": ("554 5.7.1 never", Letter.State.FAILED),
    "grey@example.com": ("450 4.2.0 greylisted", Letter.State.QUEUED),
    "trouble@example.com": ("451 4.3.0 local trouble", Letter.State.QUEUED),
    "full@example.com": ("452 4.2.2 disk full", Letter.State.QUEUED),
    "closing@example.com": ("421 4.3.2 closing", Letter.State.QUEUED),
}
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
smtpd_recipient_restrictions = check_recipient_access inline:{{{refusals}}}, permit
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


@contextmanager
def postfix() -> Iterator[tuple[int, Path]]:
    """A Postfix that runs; its port, and the Maildir where it puts what it took."""
    if not shutil.which("postfix", path="/usr/sbin:/usr/bin") or os.geteuid() != 0:
        print("Nothing was measured: this needs root and Postfix (package postfix).")
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory(prefix="makegood-postfix-") as name:
        folder = Path(name)
        port = configure(folder)
        master = ["/usr/sbin/postfix", "-c", str(folder / "etc")]
        with subprocess.Popen([*master, "start-fg"], stdout=NULL, stderr=NULL) as running:
            try:
                wait_for(port)
                yield port, folder / "mail" / "all" / "new"
            finally:
                subprocess.run([*master, "stop"], check=False, stdout=NULL, stderr=NULL)
                running.wait(20)


def configure(folder: Path) -> int:
    """Its files; the port it will listen on."""
    owner = pwd.getpwnam("postfix")
    for part in ("etc", "queue", "data", "mail"):
        (folder / part).mkdir()
    folder.chmod(0o755)
    for part in ("data", "mail"):
        os.chown(folder / part, owner.pw_uid, owner.pw_gid)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    refusals = ", ".join(f"{{{to} = {said}}}" for to, (said, _) in REFUSALS.items())
    main = MAIN.format(folder=folder, uid=owner.pw_uid, gid=owner.pw_gid, refusals=refusals)
    (folder / "etc" / "main.cf").write_text(main)
    (folder / "etc" / "master.cf").write_text(MASTER.format(port=port))
    return port


def wait_for(port: int) -> None:
    for _ in range(200):
        with suppress(OSError), smtplib.SMTP("127.0.0.1", port, timeout=5):
            return
        time.sleep(0.1)
    raise SystemExit("Postfix did not listen within 20 s.")


def measure(*, workers: int) -> tuple[str, bool, int]:
    """How many refusals were taken as said, and what a drain left; whether all is well."""
    stage.prepare()
    refused, taken = stage.business("one"), stage.business("two")
    with postfix() as (port, maildir):
        stage.send_to(port)
        for to in REFUSALS:
            stage.letter(refused, to, to)
        for n in range(LETTERS):
            stage.letter(taken, f"letter {n}", f"person{n}@example.com")
        began = time.monotonic()
        with stage.workers(workers):
            stage.wait_until(lambda: not stage.unsent(taken), 120)
        rate = LETTERS / (time.monotonic() - began)
        stage.wait_until(lambda: len(list(maildir.glob("*"))) >= LETTERS, 30)
        arrived = Counter(message_id(one) for one in maildir.iterdir())
    right = [is_right(row) for row in stage.letters(refused)]
    rows = stage.letters(taken)
    sent = Counter(row.message_id for row in rows if row.state == Letter.State.SENT)
    lost, orphans = LETTERS - sent.total(), ((arrived - sent) + (sent - arrived)).total()
    connections.close_all()
    figure = f"{sum(right)} of {len(right)} refusals right, {lost} lost, {orphans} orphans"
    return f"{figure}, {rate:.0f} letters/s", all(right) and not lost and not orphans, LETTERS


def message_id(file: Path) -> str:
    return str(message_from_bytes(file.read_bytes(), policy=policy.default)["Message-ID"])


def is_right(row: Letter) -> bool:
    """Whether a refused letter is in the state it must be in, with Postfix's own words."""
    words, state = REFUSALS[row.to_address]
    code, _, rest = words.partition(" ")
    return row.state == state and row.reply.startswith(code) and rest.split()[-1] in row.reply
