import base64

import pytest
from pydantic import SecretStr

from espace.adapters import crypto
from espace.settings import Settings

NIR = "255081416802538"


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * crypto.KEY_BYTES).decode()


@pytest.fixture
def configure(monkeypatch):
    """Replace the configured keys for one test."""

    def use(encryption_keys: str = f"a:{key('a')}", lookup_key: str = key("l")) -> None:
        made = Settings(encryption_keys=SecretStr(encryption_keys), lookup_key=SecretStr(lookup_key))
        monkeypatch.setattr(crypto, "settings", lambda: made)

    use()
    return use


@pytest.mark.usefixtures("configure")
class TestEncryption:
    def test_encrypted_text_comes_back(self):
        assert crypto.decrypt(crypto.encrypt("Chloé 🙂", "nir"), "nir") == "Chloé 🙂"

    def test_stored_value_carries_its_key_id_and_not_the_text(self):
        stored = crypto.encrypt(NIR, "nir")
        key_id, payload = stored.split(":")
        assert key_id == "a"
        assert len(base64.b64decode(payload)) == crypto.NONCE_BYTES + len(NIR) + 16
        assert NIR.encode() not in base64.b64decode(payload)
        assert len(stored) < 255

    def test_same_text_never_gives_the_same_stored_value(self):
        assert len({crypto.encrypt(NIR, "nir") for _ in range(100)}) == 100

    def test_value_of_another_purpose_does_not_decrypt(self):
        with pytest.raises(crypto.KeyProblem, match="as iban"):
            crypto.decrypt(crypto.encrypt(NIR, "nir"), "iban")

    def test_altered_value_does_not_decrypt(self):
        key_id, payload = crypto.encrypt(NIR, "nir").split(":")
        raw = bytearray(base64.b64decode(payload))
        raw[-1] ^= 1
        with pytest.raises(crypto.KeyProblem, match="altered value"):
            crypto.decrypt(f"{key_id}:{base64.b64encode(raw).decode()}", "nir")

    @pytest.mark.parametrize("stored", ["a:", "a:AAAA", "a:???", "a:é"])
    def test_truncated_or_foreign_payload_is_a_clear_error(self, stored):
        with pytest.raises(crypto.KeyProblem, match="does not decrypt"):
            crypto.decrypt(stored, "nir")

    def test_text_stored_in_clear_is_refused_without_being_repeated(self):
        with pytest.raises(crypto.KeyProblem, match="no key id") as refusal:
            crypto.decrypt(NIR, "nir")
        assert NIR not in str(refusal.value)


class TestRotation:
    def test_first_key_encrypts_and_old_key_still_decrypts(self, configure):
        old = crypto.encrypt(NIR, "nir")
        configure(f"b:{key('b')},a:{key('a')}")
        new = crypto.encrypt(NIR, "nir")
        assert (old[:2], new[:2]) == ("a:", "b:")
        assert crypto.decrypt(old, "nir") == crypto.decrypt(new, "nir") == NIR

    def test_value_of_a_dropped_key_names_the_key(self, configure):
        old = crypto.encrypt(NIR, "nir")
        configure(f"b:{key('b')}")
        with pytest.raises(crypto.KeyProblem, match="needs key « a »"):
            crypto.decrypt(old, "nir")

    def test_another_key_under_the_same_id_is_told_as_such(self, configure):
        old = crypto.encrypt(NIR, "nir")
        configure(f"a:{key('z')}")
        with pytest.raises(crypto.KeyProblem, match="wrong key under that id"):
            crypto.decrypt(old, "nir")

    @pytest.mark.parametrize(
        "configured", ["", " , ", "a", "a:AAAA", "a:???", f":{key('a')}", f"a:{key('a')},a:{key('b')}"]
    )
    def test_malformed_keys_are_refused_without_being_repeated(self, configure, configured):
        configure(configured)
        with pytest.raises(crypto.KeyProblem, match="ESPACE_ENCRYPTION_KEYS") as refusal:
            crypto.encrypt(NIR, "nir")
        assert key("a") not in str(refusal.value)


@pytest.mark.usefixtures("configure")
class TestFiles:
    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", bytes(range(256)) * 100])
    def test_a_sealed_file_comes_back_and_shows_nothing_but_its_key_id(self, content):
        kept = crypto.seal(content, "name")
        assert crypto.unseal(kept, "name") == content
        assert kept.startswith(b"\x00espace:a:")
        assert not content or content not in kept

    def test_one_that_was_kept_in_clear_is_read_as_it_is(self):
        for content in (b"", b"%PDF-1.7\n%%EOF", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
            assert crypto.unseal(content, "name") == content

    def test_one_file_in_the_place_of_another_does_not_open(self):
        with pytest.raises(crypto.KeyProblem, match="another name"):
            crypto.unseal(crypto.seal(b"%PDF", "hers"), "his")

    def test_a_value_of_a_column_is_no_file(self):
        kept = crypto.seal(b"%PDF", "nir")
        payload = base64.b64encode(kept.rpartition(b"a:")[2]).decode()
        with pytest.raises(crypto.KeyProblem):
            crypto.decrypt(f"a:{payload}", "nir")

    @pytest.mark.parametrize("at", [-1, -17, 12])
    def test_an_altered_file_does_not_open(self, at):
        kept = bytearray(crypto.seal(b"%PDF-1.7 and more", "name"))
        kept[at] ^= 1
        with pytest.raises(crypto.KeyProblem):
            crypto.unseal(bytes(kept), "name")

    @pytest.mark.parametrize(
        "kept", [b"\x00espace:", b"\x00espace:a", b"\x00espace:a:", b"\x00espace:\xff:" + b"x" * 40]
    )
    def test_a_file_cut_short_is_a_clear_error(self, kept):
        with pytest.raises(crypto.KeyProblem):
            crypto.unseal(kept, "name")

    def test_after_a_new_key_old_files_open_until_theirs_is_dropped(self, configure):
        old = crypto.seal(b"%PDF", "name")
        configure(f"b:{key('b')},a:{key('a')}")
        new = crypto.seal(b"%PDF", "name")
        assert new.startswith(b"\x00espace:b:")
        assert crypto.unseal(old, "name") == crypto.unseal(new, "name") == b"%PDF"
        configure(f"b:{key('b')}")
        assert crypto.unseal(new, "name") == b"%PDF"
        with pytest.raises(crypto.KeyProblem, match="needs key « a »"):
            crypto.unseal(old, "name")


class TestLookup:
    def test_hash_is_64_hexadecimal_characters_and_stable(self, configure):
        found = crypto.lookup_hash(NIR)
        assert len(found) == 64
        assert int(found, 16) >= 0
        assert crypto.lookup_hash(NIR) == found
        assert crypto.lookup_hash(NIR[:-1] + "9") != found

    def test_hash_depends_on_the_key(self, configure):
        before = crypto.lookup_hash(NIR)
        configure(lookup_key=key("m"))
        assert crypto.lookup_hash(NIR) != before

    def test_malformed_lookup_key_is_a_clear_error(self, configure):
        configure(lookup_key="short")
        with pytest.raises(crypto.KeyProblem, match="ESPACE_LOOKUP_KEY"):
            crypto.lookup_hash(NIR)
