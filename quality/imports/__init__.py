"""The real orders brought in under strain: killed, beside people who press, and in memory."""
