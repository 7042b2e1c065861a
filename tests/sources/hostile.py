"""Addresses by which a server could be led to what only it can reach. `{port}` is that of the listener there."""

# One answer each, or several one after the other (tests/web.py).
NAMES = {
    "private.example": ["127.0.0.1"],
    "private6.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "intranet.example": ["10.0.0.8"],
    "carrier.example": ["100.64.0.1"],
    "local6.example": ["fd00::1"],
    "mixed.example": ["93.184.216.34, 127.0.0.1"],
    "mixed-first.example": ["127.0.0.1, 93.184.216.34"],
    "mixed6.example": ["93.184.216.34, ::1"],
    "rebinding.example": ["93.184.216.34", "127.0.0.1"],
    "rebinding6.example": ["93.184.216.34", "::1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "zero.example": ["0.0.0.0"],
}

LOOPBACK = (
    "http://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}/?next=https://example.org/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://127.255.255.254:{port}/",
    "http://2130706433:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0x0.0x0.0x1:{port}/",
    "http://0x7F.1:{port}/",
    "http://0177.0x0.0.1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST:{port}/",
    "http://localhost.:{port}/",
    "http://localhost%2e:{port}/",
    "http://%6c%6f%63%61%6c%68%6f%73%74:{port}/",
    "http://0.0.0.0:{port}/",
    "http://0:{port}/",
    "http://0x0:{port}/",
    "http://[::1]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[::ffff:0:127.0.0.1]:{port}/",
    "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[64:ff9b:1::127.0.0.1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port}/",
    "http://[::1%25lo]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://[fe80::1%lo]:{port}/",
)

PRIVATE = (
    "http://169.254.169.254:{port}/latest/meta-data/",
    "http://2852039166:{port}/",
    "http://[fd00:ec2::254]:{port}/",
    "http://10.0.0.1:{port}/",
    "http://172.16.0.1:{port}/",
    "http://192.168.1.1:{port}/",
    "http://100.64.0.1:{port}/",
    "http://198.18.0.1:{port}/",
    "http://192.0.0.192:{port}/",
    "http://192.88.99.1:{port}/",
    "http://224.0.0.1:{port}/",
    "http://240.0.0.1:{port}/",
    "http://255.255.255.255:{port}/",
    "http://[fc00::1]:{port}/",
    "http://[fec0::1]:{port}/",
    "http://[ff02::1]:{port}/",
    "http://[2001:db8::1]:{port}/",
)

UNICODE = (
    "http://１２７.０.０.１:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://127。0。0。1:{port}/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
    "http://loc\u00adalhost:{port}/",
)

TRICKS = (
    "http://user@127.0.0.1:{port}/",
    "http://user:secret@127.0.0.1:{port}/",
    "http://example.org@127.0.0.1:{port}/",
    "http://example.org:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@example.org/",
    "http://127.0.0.1:{port}\\@example.org/",
    "http://example.org\\@127.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}\\",
    "http:///127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@example.org/",
    "http://127.0.0.1:{port}?@example.org/",
    "http://127.0.0.1\t:{port}/",
    "http://127.0.0.1\n:{port}/",
    "http://127.0.0.1\r\nHost: example.org:{port}/",
    "http://127.0.0.1\0.example.org:{port}/",
    "http://127.0.0.1 :{port}/",
    "http://[127.0.0.1]:{port}/",
    "http://[::1]example.org:{port}/",
    "https://127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "127.0.0.1:{port}",
)

SCHEMES = (
    "file:///etc/passwd",
    "file://127.0.0.1:{port}/etc/passwd",
    "gopher://127.0.0.1:{port}/_GET%20/",
    "ftp://127.0.0.1:{port}/",
    "dict://127.0.0.1:{port}/info",
    "ldap://127.0.0.1:{port}/",
    "data:text/html,<p>words",
    "javascript:fetch('http://127.0.0.1:{port}/')",
    "unix:///run/postgresql/.s.PGSQL.5432",
    "jar:http://127.0.0.1:{port}/!/",
    "view-source:http://127.0.0.1:{port}/",
)

PORTS = (
    "http://example.org:22/",
    "http://example.org:6379/",
    "http://example.org:8080/",
    "https://example.org:5432/",
    "http://example.org:0/",
    "http://example.org:65536/",
    "http://example.org:-80/",
)

RESOLVED = tuple(f"http://{name}:{{port}}/" for name in NAMES)

ALL = (*LOOPBACK, *PRIVATE, *UNICODE, *TRICKS, *SCHEMES, *PORTS, *RESOLVED)
