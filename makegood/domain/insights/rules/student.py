"""Student's distribution: how far a mean of few may be off."""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, pi

from makegood.domain.promises.rules.rates import Z_95

# From so many degrees of freedom on the expansion is exact to more than twelve digits.
_MANY = 2000.0
_SMALL = 1e-300


@lru_cache(maxsize=4096)
def student_95(freedom: float) -> float:
    """What 95% of Student's distribution lies within; `freedom` is more than 0, whole or not.

    Student (W. S. Gosset), "The probable error of a mean", Biometrika 6 (1908). Solved by halving
    and then Newton's steps; of very many an expansion around the normal distribution says it: M.
    Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5.
    """
    if freedom >= _MANY:
        return _expanded(freedom)
    low, high = Z_95, 2.0 * Z_95
    while _beyond(high, freedom) > 0.05:
        low, high = high, 2 * high
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if _beyond(middle, freedom) > 0.05 else (low, middle)
    t = (low + high) / 2
    for _ in range(4):
        t += (_beyond(t, freedom) - 0.05) / (2 * _density(t, freedom))
    return t


def _expanded(freedom: float) -> float:
    z = Z_95
    terms: tuple[float, ...] = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))


def _density(t: float, freedom: float) -> float:
    said = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(freedom * pi) / 2
    return exp(said - (freedom + 1) / 2 * log(1 + t * t / freedom))


def _beyond(t: float, freedom: float) -> float:
    """The share that lies beyond t on either side."""
    x = freedom / (freedom + t * t)
    a, b = freedom / 2, 0.5
    front = exp(
        lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(t * t / (freedom + t * t))
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method.

    Abramowitz and Stegun, 26.5.8; W. J. Lentz, "Generating Bessel functions in Mie scattering
    calculations using continued fractions", Applied Optics 15 (1976).
    """
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 1000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            d, c = 1 / _not_zero(1 + part * d), _not_zero(1 + part / c)
            found *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return found


def _not_zero(value: float) -> float:
    return value if abs(value) > _SMALL else _SMALL
