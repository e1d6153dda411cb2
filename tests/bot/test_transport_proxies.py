import pytest
from yarl import URL

from bot.transport import AiohttpRequest, NotSent
from bot.transport.proxies import Proxies
from tests.bot.wire_server import WireServer, result

TELEGRAM = URL("https://api.telegram.org/bot1:x/getMe")


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, None),
        ({"https": "http://p:1", "all": "http://q:2"}, URL("http://p:1")),
        ({"http": "http://p:1"}, None),
        ({"all": "q:2"}, URL("http://q:2")),
        ({"https": "http://p:1", "no": "example.org, .telegram.org"}, None),
        ({"https": "http://p:1", "no": "api.telegram.org:443"}, None),
        ({"https": "http://p:1", "no": "*"}, None),
        ({"https": "http://p:1", "no": "telegram.com"}, URL("http://p:1")),
        ({"https": "", "ftp": "ftp://f:3"}, None),
    ],
)
def test_the_proxy_that_the_environment_names(named: dict[str, str], expected: URL | None) -> None:
    assert Proxies(named).between(TELEGRAM) == expected


@pytest.mark.parametrize("host", ["127.0.0.1:8081", "localhost", "[::1]:80"])
def test_this_machine_needs_no_proxy(host: str) -> None:
    assert Proxies({"all": "http://p:1"}).between(URL(f"http://{host}/bot1:x/getMe")) is None


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "ALL_PROXY"])
def test_the_environment_is_read_in_either_case(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for other in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
        monkeypatch.delenv(other.upper(), raising=False)
    monkeypatch.setenv(name, "http://p:1")
    assert Proxies().between(TELEGRAM) == URL("http://p:1")


@pytest.mark.parametrize("proxy", ["socks5://me:secret@p:1", "http://"])
def test_a_proxy_of_another_kind_is_said_to_be_one(proxy: str) -> None:
    with pytest.raises(NotSent) as caught:
        Proxies({"all": proxy}).between(TELEGRAM)
    assert "only http and https proxies work" in str(caught.value)
    assert "secret" not in str(caught.value)


async def test_a_request_goes_through_the_proxy_with_its_credentials() -> None:
    async with WireServer([result("by proxy")]) as server:
        proxies = Proxies({"http": f"http://me:secret@127.0.0.1:{server.port}"})
        async with AiohttpRequest(proxies=proxies) as request:
            said: object = await request.post("http://telegram.invalid/bot1:x/getMe")
        asked = server.asked[0]
    assert said == "by proxy"
    assert asked.head.split("\r\n")[0] == "POST http://telegram.invalid/bot1:x/getMe HTTP/1.1"
    assert said == "by proxy"
    assert asked.headers["host"] == "telegram.invalid"
    assert said == "by proxy"
    assert asked.headers["proxy-authorization"] == "Basic bWU6c2VjcmV0"


async def test_a_dead_proxy_means_nothing_was_sent() -> None:
    async with WireServer([]) as server:
        proxies = Proxies({"http": f"http://me:secret@127.0.0.1:{server.port}"})
    async with AiohttpRequest(proxies=proxies) as request:
        with pytest.raises(NotSent) as caught:
            await request.post("http://telegram.invalid/bot1:x/getMe")
    assert "secret" not in str(caught.value)
