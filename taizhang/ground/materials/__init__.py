"""What is studied: materials, the topics that rest on them, and who has read what."""
