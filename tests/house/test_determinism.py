from tests.house.source import PACKAGES, is_within, modules, references

INSIDE = [package for package in PACKAGES if package != "console"]
CLOCKS = (
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime",
    "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns",
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today",
    "datetime.date.today",
)  # fmt: skip
CHANCE = ("random", "secrets", "numpy.random", "os.urandom", "uuid.uuid1", "uuid.uuid4")


def uses(*forbidden):
    return [
        f"{module.path}:{line} uses {name}"
        for module in modules(*INSIDE)
        for name, line in references(module)
        if is_within(name, *forbidden)
    ]


def test_only_the_console_asks_what_time_it_is():
    assert uses(*CLOCKS) == []


def test_no_class_is_asked_for_now_or_today():
    asked = [
        f"{module.path}:{line} uses {name}"
        for module in modules(*INSIDE)
        for name, line in references(module)
        if name.rpartition(".")[2] in {"now", "utcnow", "today"}
    ]

    assert asked == []


def test_nothing_inside_depends_on_chance():
    assert uses(*CHANCE) == []
