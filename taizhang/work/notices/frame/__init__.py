"""The frame of a programme as its office keeps it: lists, aims, fields of work, consolidation, activities, key points."""
