"""Addresses that try to get somewhere else, each with the reasons for which it may be refused; and numbers of inner networks."""

from __future__ import annotations

BAD, ELSEWHERE, INNER, PORT = {"web_address"}, {"web_host"}, {"web_inner", "web_host"}, {"web_port"}

ADDRESSES: dict[str, set[str]] = {
    # not the web, or no address
    "": BAD,
    "www.kommune.example": BAD,
    "ftp://www.kommune.example/a": BAD,
    "file:///etc/passwd": BAD,
    "gopher://www.kommune.example/_x": BAD,
    "javascript:alert(1)": BAD,
    "data:text/html,x": BAD,
    "http://": BAD,
    "http:///etc/passwd": BAD,
    "https:/www.kommune.example/x": BAD,
    "http:www.kommune.example": BAD,
    "http://www.kommune.example/" + "x" * 3000: BAD,
    "http://www.kommune.example:99999/": BAD,
    "http://www.kommune.example:-1/": BAD,
    "http://www.kommune.example:8o80/": BAD,
    "http://[::1": BAD,
    "http://[gggg::1]/": BAD | ELSEWHERE,
    # user names
    "http://www.kommune.example@evil.example/": BAD,
    "http://www.kommune.example:80@evil.example/": BAD,
    "http://user:word@www.kommune.example/": BAD,
    "http://@www.kommune.example/": BAD,
    "http://evil.example\\@www.kommune.example/": BAD,
    "http://www.kommune.example%40evil.example/": BAD,
    # what parsers read differently
    "http://www.kommune.example\\.evil.example/": BAD,
    "http://evil.example\\www.kommune.example/": BAD,
    "http:\\\\www.kommune.example\\": BAD,
    "http://www.kommune.example\t.evil.example/": BAD,
    "http://www.kommune.example\n.evil.example/": BAD,
    "http://www.kommune.example /": BAD,
    "http://www.kommune.example\x00.evil.example/": BAD,
    "http://www.kommune.example/\r\nHost: evil.example": BAD,
    "http://www.kommune.example/a b": BAD,
    "http://www..kommune.example/": BAD,
    "http://-www.kommune.example/": BAD,
    "http://evil.example#www.kommune.example/": ELSEWHERE,
    "http://evil.example?www.kommune.example": ELSEWHERE,
    "http://evil.example/www.kommune.example": ELSEWHERE,
    "http://evil.example#@www.kommune.example/": ELSEWHERE,
    # hosts that only look like named ones
    "http://evil.example/": ELSEWHERE,
    "http://kommune.example/": ELSEWHERE,
    "http://a.www.kommune.example/": ELSEWHERE,
    "http://www.kommune.example.evil.example/": ELSEWHERE,
    "http://evil-www.kommune.example/": ELSEWHERE,
    "http://universitet.example/": ELSEWHERE,
    "http://evil-universitet.example/": ELSEWHERE,
    "http://wwwkommune.example/": ELSEWHERE,
    "http://www.k\u043emmune.example/": ELSEWHERE,  # a Cyrillic o
    "http://www.kommune.ex\u0430mple/": ELSEWHERE,  # a Cyrillic a
    "http://www.kommune.example\u2044evil/": BAD | ELSEWHERE,  # a fraction slash
    "http://bodo.example/": ELSEWHERE,
    # inner addresses by name and by number
    "http://localhost/": ELSEWHERE,
    "http://localhost.localdomain/": ELSEWHERE,
    "http://metadata.google.internal/": ELSEWHERE,
    "http://instance-data/": ELSEWHERE,
    "http://127.0.0.1/": INNER,
    "http://127.1/": INNER,
    "http://2130706433/": INNER,
    "http://0x7f000001/": INNER,
    "http://0x7f.0.0.1/": INNER,
    "http://0177.0.0.1/": INNER,
    "http://017700000001/": INNER,
    "http://0/": INNER,
    "http://169.254.169.254/latest/meta-data/": INNER,
    "http://2852039166/": INNER,
    "http://0xa9fea9fe/": INNER,
    "http://[::1]/": INNER,
    "http://[::]/": INNER,
    "http://[::ffff:127.0.0.1]/": INNER,
    "http://[::ffff:7f00:1]/": INNER,
    "http://[fd00:ec2::254]/": INNER,
    "http://[fe80::1%25eth0]/": INNER | BAD,
    "http://[64:ff9b::7f00:1]/": INNER,
    "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/": INNER | BAD,  # circled digits
    "http://\uff11\uff12\uff17.0.0.1/": INNER | BAD,  # wide digits
    "http://127\u30020\u30020\u30021/": INNER | BAD,  # ideographic full stops
    "http://10.0.0.1/": INNER,
    "http://192.168.1.1/": INNER,
    # ports
    "http://www.kommune.example:22/": PORT,
    "http://www.kommune.example:6379/": PORT,
    "https://www.kommune.example:80/": PORT,
    "http://www.kommune.example:443/": PORT,
    "http://www.kommune.example:0/": PORT | BAD,
    "https://a.universitet.example:5432/": PORT,
}

INNER_NUMBERS = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1",  # noqa: S104
    "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:db8::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "100::1",
    "localhost", "", "127.1", "0x7f.1",
]  # fmt: skip
