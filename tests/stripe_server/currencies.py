"""Minor units as Stripe counts them, and the special cases [docs.stripe.com/currencies]."""

from .errors import Refusal

ZERO_DECIMAL = frozenset({"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"})
THREE_DECIMAL = frozenset({"bhd", "jod", "kwd", "omr", "tnd"})
WHOLE_ONLY = frozenset({"isk", "ugx"})  # two decimals in the API, yet charged in hundreds
PAID_OUT_IN_HUNDREDS = frozenset({"huf", "twd", "isk", "ugx"})
SMALLEST_CHARGE = {
    **dict.fromkeys(("usd", "eur", "chf", "cad", "aud", "nzd", "sgd", "brl", "jpy", "inr"), 50),
    **{"gbp": 30, "dkk": 250, "nok": 300, "sek": 300, "czk": 1500, "huf": 17500, "pln": 200, "ron": 200, "mxn": 1000, "hkd": 400, "thb": 1000},
}
LARGEST_CHARGE = 99_999_999
OTHERS = (
    "aed afn all amd ang aoa ars awg azn bam bbd bdt bgn bmd bnd bob bsd bwp byn bzd cdf cny cop crc cve dop dzd egp etb fjd fkp gel "
    "gip gmd gtq gyd hnl htg idr ils jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mzn nad ngn nio "
    "npr pab pen pgk php pkr qar rsd rub sar sbd scr shp sle sos srd std szl tjs top try ttd tzs uah uyu uzs wst xcd yer zar zmw "
)
KNOWN = (ZERO_DECIMAL | THREE_DECIMAL | WHOLE_ONLY | PAID_OUT_IN_HUNDREDS | set(SMALLEST_CHARGE)) | frozenset(OTHERS.split())


def exponent(currency: str) -> int:
    return 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2


def shown(amount: int, currency: str) -> str:
    """For pages and error messages: `12.34 EUR`."""
    digits = exponent(currency)
    return f"{amount / 10**digits:,.{digits}f} {currency.upper()}"


def check_currency(currency: str, param: str = "currency") -> str:
    if currency.lower() not in KNOWN:
        raise Refusal(f"Invalid currency: {currency}. Stripe currently supports these currencies: {', '.join(sorted(KNOWN))}", param=param, ours=True)
    return currency.lower()


def check_divisible(amount: int, currency: str, param: str = "amount") -> None:
    """ISK and UGX in hundreds, three-decimal currencies end in 0. Raises `Refusal`."""
    if currency in WHOLE_ONLY and amount % 100:
        raise Refusal(
            f"Invalid amount. Currency {currency.upper()} has become effectively zero-decimal and charged amounts must be evenly divisible by 100.",
            code="invalid_charge_amount_no_decimal_compatible",
            param=param,
        )
    if currency in THREE_DECIMAL and amount % 10:
        raise Refusal(f"Invalid amount: the last digit of an amount in {currency.upper()} must be 0.", code="parameter_invalid_integer", param=param)


def check_charge_amount(amount: int, currency: str, param: str = "amount") -> None:
    """What can be charged at once. Raises `Refusal`."""
    smallest = SMALLEST_CHARGE.get(currency, 1)
    if amount < smallest:
        raise Refusal(f"The total amount due must add up to at least {shown(smallest, currency)}.", code="amount_too_small", param=param)
    if amount > LARGEST_CHARGE:
        raise Refusal(f"The total amount due must be no more than {shown(LARGEST_CHARGE, currency)}.", code="amount_too_large", param=param)
    check_divisible(amount, currency, param)


def check_positive(amount: int, param: str = "amount") -> None:
    if amount < 1:
        raise Refusal("Invalid positive integer", code="parameter_invalid_integer", param=param)
