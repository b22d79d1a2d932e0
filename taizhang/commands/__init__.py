"""The commands behind ``taizhang``, one small file for each part of the house."""
