import subprocess
import sys

import pytest

from espace.adapters import banks
from espace.adapters.banks import Bank


@pytest.mark.parametrize(
    ("iban", "bank"),
    [
        ("FR1420041010050500013M02606", Bank("LA BANQUE POSTALE", "PSSTFRPP")),
        ("DE89370400440532013000", Bank("Commerzbank", "COBADEFFXXX")),
        ("FR7699999132992026100071471", Bank()),  # the demonstration's bank does not exist
        ("MC5811222000010123456789030", Bank()),
        ("RS35260005601001611379", Bank()),
        ("ZZ00", Bank()),
    ],
)
async def test_a_bank_is_named_where_it_is_known(iban: str, bank: Bank) -> None:
    found = await banks.find(iban)
    assert (found == bank) if bank.name else (found.bic == "" or len(found.bic) in {8, 11})


def test_the_list_of_banks_is_read_by_who_asks_not_by_the_start() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, espace.espace; print('schwifty' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
