from datetime import UTC, date, datetime

from timeline.log import AsOf

LOCKED = AsOf(date(2020, 12, 31), datetime(2021, 6, 30, tzinfo=UTC))
