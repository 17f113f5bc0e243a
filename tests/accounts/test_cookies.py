"""Behind https each cookie of signing in is bound to this host, and a request over http is sent away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRINT_COOKIES = """
import json
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from accounts.models import User
User.objects.create_user("a@example.org", "a long walk by the sea", roles=("owner",))
said = {"HTTP_HOST": "dr.localhost", "secure": True}
client = Client()
answers = [
    client.get("/sign-in/", **said),
    client.post("/sign-in/link/", {"email": "nobody@example.org"}, **said),
    client.post("/sign-in/", {"email": "a@example.org", "password": "a long walk by the sea"}, **said),
    client.post("/language/", {"language": "es", "next": "/profile/"}, **said),
    client.post("/sign-out/", **said),
]
plain = Client().get("/sign-in/", HTTP_HOST="dr.localhost")
print(json.dumps({
    "statuses": [answer.status_code for answer in answers],
    "cookies": [[morsel.OutputString() for morsel in answer.cookies.values()] for answer in answers],
    "hsts": answers[0]["Strict-Transport-Security"],
    "plain": [plain.status_code, plain["Location"]],
    "health": Client().get("/health/", HTTP_HOST="127.0.0.1:8000").status_code,
}))
"""


def test_cookies_are_bound_to_the_host(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "only-for-tests-" * 4,
        "PUBLIC_URL": "https://dr.localhost",
        "HSTS_INCLUDE_SUBDOMAINS": "1",
        "DEBUG": "1",
        "DATA_DIR": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", PRINT_COOKIES],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout.splitlines()[-1])
    assert said["statuses"] == [200, 200, 302, 302, 302]
    assert said["health"] == 200
    assert said["plain"] == [301, "https://dr.localhost/sign-in/"]
    assert "includeSubDomains" in said["hsts"]
    cookies = [cookie for answer in said["cookies"] for cookie in answer]
    names = {cookie.partition("=")[0] for cookie in cookies}
    assert {"__Host-session", "__Host-csrf", "__Host-browser"} <= names
    assert [name for name in names if not name.startswith("__Host-")] == []
    for cookie in cookies:
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        if "Max-Age=0" not in cookie:
            assert "Secure" in cookie, cookie
            assert "HttpOnly" in cookie, cookie
            assert "SameSite=Lax" in cookie, cookie
