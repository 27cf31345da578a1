"""In which words and numbers the signs of CRS and ICANS are recorded, and what each word means.

Lee DW, Santomasso BD, Locke FL, et al. Biol Blood Marrow Transplant 2019; 25: 625-638 (ASTCT
consensus): the grade that a sign leads to is said with its word.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from timeline.vocabulary.explained import Explained

FATAL = 5
"""The grade of a toxicity of which the patient died."""


def _whole(words: str, most: int) -> BeforeValidator:
    """Refuses what is no whole number alone, from 0 to the most that there is."""

    def checked(value: Any) -> Any:
        text = str(value).strip().removesuffix(".0")
        if not text.isdecimal() or int(text) > most:
            raise PydanticCustomError(words.replace(" ", "_"), f"is no {words}")
        return value

    return BeforeValidator(checked)


def _in_celsius(value: Any) -> Any:
    text = str(value).strip().upper()
    number = text.rstrip("F° ").replace(",", ".")
    if number.replace(".", "", 1).isdecimal() and (
        text.endswith("F") or HOTTEST < float(number) <= HOTTEST_FAHRENHEIT
    ):
        raise PydanticCustomError("fahrenheit", "looks like degrees Fahrenheit")
    return value


HOTTEST, HOTTEST_FAHRENHEIT = 45, 113
"""Of a living patient, in degrees Celsius and Fahrenheit."""

Grade = Annotated[int, Field(ge=0, le=FATAL), _whole("grade", FATAL)]
IceScore = Annotated[
    int,
    Field(
        ge=0,
        le=10,
        description="points of the ICE assessment; 10 is normal, 7 to 9 grade 1, 3 to 6 grade 2, "
        "0 to 2 grade 3, and 0 in a patient who cannot be woken grade 4",
    ),
    _whole("ICE score", 10),
]
Celsius = Annotated[
    float,
    Field(
        ge=25,
        le=HOTTEST,
        description="body temperature in degrees Celsius; from 38 on fever, grade 1, without which "
        "or a drug that takes it away nothing else is graded",
    ),
    BeforeValidator(_in_celsius),
]
FluidResponsive = Annotated[
    bool,
    Field(description="hypotension that fluids alone correct; grade 2"),
]

Vasopressors = Annotated[
    Literal["none", "vasopressin", "one", "one and vasopressin", "several"],
    Explained(
        {
            "none": "no vasopressor is needed",
            "vasopressin": "vasopressin alone; grade 3",
            "one": "one vasopressor that is not vasopressin; grade 3",
            "one and vasopressin": "one vasopressor, and vasopressin beside it; grade 3",
            "several": "two vasopressors or more, vasopressin not counted; grade 4",
        }
    ),
]
Oxygen = Annotated[
    Literal[
        "none",
        "low flow",
        "high flow",
        "face mask",
        "venturi mask",
        "nonrebreather",
        "positive pressure",
    ],
    Explained(
        {
            "none": "room air",
            "low flow": "nasal cannula at up to 6 litres a minute, or blow-by; grade 2",
            "high flow": "nasal cannula at more than 6 litres a minute; grade 3",
            "face mask": "simple face mask; grade 3",
            "venturi mask": "Venturi mask; grade 3",
            "nonrebreather": "nonrebreather mask; grade 3",
            "positive pressure": "CPAP, BiPAP, or intubation and ventilation; grade 4",
        }
    ),
]
Consciousness = Annotated[
    Literal["alert", "to voice", "to touch", "stupor", "coma"],
    Explained(
        {
            "alert": "awake, or wakes without a stimulus; no grade by itself",
            "to voice": "wakes to a voice; grade 2",
            "to touch": "wakes to touch alone; grade 3",
            "stupor": "wakes to vigorous or repeated touch alone; grade 4",
            "coma": "cannot be woken; grade 4",
        }
    ),
]
Seizure = Annotated[
    Literal["none", "brief", "prolonged", "repetitive"],
    Explained(
        {
            "none": "no seizure",
            "brief": "a seizure that resolves rapidly, or one seen on the electroencephalogram "
            "alone that resolves with treatment; grade 3",
            "prolonged": "a seizure of more than 5 minutes that threatens life; grade 4",
            "repetitive": "seizures without return to baseline between them; grade 4",
        }
    ),
]
Motor = Annotated[
    Literal["none", "tremor", "myoclonus", "deep focal weakness"],
    Explained(
        {
            "none": "no finding",
            "tremor": "tremor; not graded as ICANS",
            "myoclonus": "myoclonus; not graded as ICANS",
            "deep focal weakness": "deep focal weakness such as hemiparesis or paraparesis; "
            "grade 4",
        }
    ),
]
Oedema = Annotated[
    Literal[
        "none",
        "haemorrhage",
        "raised opening pressure",
        "focal",
        "diffuse",
        "papilloedema",
        "sixth-nerve palsy",
        "decorticate posturing",
        "decerebrate posturing",
        "Cushing's triad",
    ],
    Explained(
        {
            "none": "no sign of oedema or raised intracranial pressure",
            "haemorrhage": "intracranial haemorrhage, with or without oedema around it; not graded "
            "as ICANS",
            "raised opening pressure": "raised pressure at lumbar puncture, nothing else; not "
            "graded as ICANS",
            "focal": "focal or local oedema on imaging; grade 3",
            "diffuse": "diffuse cerebral oedema on imaging; grade 4",
            "papilloedema": "papilloedema; grade 4",
            "sixth-nerve palsy": "palsy of the sixth cranial nerve; grade 4",
            "decorticate posturing": "decorticate posturing; grade 4",
            "decerebrate posturing": "decerebrate posturing; grade 4",
            "Cushing's triad": "high blood pressure, slow pulse and irregular breathing; grade 4",
        }
    ),
]
