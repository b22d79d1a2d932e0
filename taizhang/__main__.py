"""``python -m taizhang`` is the same as ``taizhang``."""

from taizhang.cli import main

if __name__ == "__main__":
    main()
