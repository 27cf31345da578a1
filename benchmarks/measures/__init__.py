"""What is measured: each module answers one question and returns figures."""
