import pytest

from tests.exports import company


@pytest.fixture
def payments(owner):
    """The payment platform of the company, owned by the fixture `owner`."""
    return company.payments(owner)


@pytest.fixture
def readers(owner, architect, manager):
    """Everybody who may read the payment platform's summary."""
    return owner, architect, manager


@pytest.fixture
def fetch(sign_in):
    """`fetch(person, address)` gives the status and the bytes of the answer, streamed or not."""

    def fetched(person, address):
        response = sign_in(person).get(address)
        return response, b"".join(response.streaming_content) if response.streaming else response.content

    return fetched
