"""What a file may hold at most. Every limit has a sentence in `errors` and a test that sends one more."""

from datetime import timedelta

MEBIBYTE = 1024 * 1024

MAX_FILE_BYTES = 100 * MEBIBYTE
MAX_ROWS = 1_000_000
MAX_COLUMNS = 500
MAX_CELL_LENGTH = 32_000
# A longer line without a line break is not a table; reading it would need memory without bound.
MAX_LINE_LENGTH = 2 * MEBIBYTE

# XLSX is a zip archive: what it may claim before anything is unpacked (reliability S10).
MAX_INFLATED_BYTES = 100 * MEBIBYTE
MAX_COMPRESSION_RATIO = 100
MAX_ARCHIVE_ENTRIES = 200
# Small archives compress oddly well, and no archive of this size is a bomb.
RATIO_FREE_BYTES = MEBIBYTE

# What the process that opens a workbook may use.
WORKBOOK_MEMORY_BYTES = 1024 * MEBIBYTE
WORKBOOK_CPU_SECONDS = 60

# A file with more faulty rows than this does not fit its kind; listing more of them helps nobody.
MAX_FAULTY_ROWS = 20_000
MAX_OPEN_JOBS = 20

PREVIEW_ROWS = 20
IMPORT_KEPT = timedelta(days=30)
EXPORT_KEPT = timedelta(days=7)

# A job whose worker has been silent for this long is taken over by another.
LEASE = timedelta(seconds=60)
# A job that kills its worker again and again without any progress is given up.
MAX_ATTEMPTS = 5
# A worker hands a long job on after this time, well under the task's time limit.
WORK_BUDGET = timedelta(seconds=240)
