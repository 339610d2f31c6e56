"""What is told to the person at the terminal, without a stack trace."""


class Failure(Exception):
    pass
