"""The security headers that every response carries, here and on CloudFront."""


def security_headers() -> dict[str, str]:
    """Header names and values.

    The pages' own Content-Security-Policy is a `<meta>` in each page; only `frame-ancestors`, which cannot be
    in a `<meta>`, is a header. Strict-Transport-Security is CloudFront's alone: here is plain HTTP.
    """
    return {
        "Content-Security-Policy": "frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
