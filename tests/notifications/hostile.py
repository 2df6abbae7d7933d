"""Endpoints that lead, or try to lead, where no push service is. `{port}` is that of a listener on loopback."""


def words(text: str) -> list[str]:
    return text.split()


LOOPBACK = words(""" 127.0.0.1 127.1 127.0.1 127.255.255.254 0 0.0.0.0 00.00.00.00 2130706433 0x7f000001 0x7f.1 0x7f.0.0.1 0X7F.0X0.0X0.0X1
0177.0.0.1 0177.0.1 017700000001 127.000.000.001 127.0.0.0x1 [::1] [::] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::ffff:0:0] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] localhost localhost. LOCALHOST LocalHost localhost.localdomain ip6-localhost
127.0.0.1. 127.0.0.1.nip.io 127-0-0-1.sslip.io localtest.me lvh.me
""")
INSIDE = words(
    """
169.254.169.254 169.254.0.1 2852039166 0xA9FEA9FE [::ffff:169.254.169.254] [fd00:ec2::254] metadata.google.internal 10.0.0.1 10.255.255.254
172.16.0.1 172.31.255.254 192.168.0.1 192.168.1.1 3232235777 100.64.0.1 100.127.255.254 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1
203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 [fc00::1] [fd12:3456:789a::1] [fe80::1] [fe80::1%25lo] [fec0::1] [ff02::1] [2001:db8::1]
redis mongodb db.internal
"""
)
FANCY = [
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "ｌｏｃａｌｈｏｓｔ",
    "ⓛocalhost",
    "loc\u00adalhost",
    "localhost\u200b",
    "１２７.0.0.1",
]
TRICKS = words(
    """
https://fcm.googleapis.com@127.0.0.1:{port}/ https://fcm.googleapis.com:443@127.0.0.1:{port}/ https://user:word@fcm.googleapis.com/
https://127.0.0.1:{port}#@fcm.googleapis.com/ https://127.0.0.1:{port}?@fcm.googleapis.com/ https://127.0.0.1:{port}/@fcm.googleapis.com/
https://127.0.0.1:{port}\\@fcm.googleapis.com/ https://fcm.googleapis.com\\@127.0.0.1:{port}/
https://fcm.googleapis.com%2f@127.0.0.1:{port}/ https://fcm.googleapis.com%00.127.0.0.1:{port}/
https://fcm.googleapis.com%20@127.0.0.1:{port}/ https://fcm.googleapis.com&@127.0.0.1:{port}/ https://127.0.0.1:{port}/fcm.googleapis.com/
https://127.0.0.1:{port};fcm.googleapis.com/ https:127.0.0.1:{port}/ https:/127.0.0.1:{port}/ https:///127.0.0.1:{port}/ //127.0.0.1:{port}/
https:\\\\127.0.0.1:{port}/ 127.0.0.1:{port} https://[::1]@fcm.googleapis.com:{port}/ https://fcm.googleapis.com:{port}/
https://fcm.googleapis.com:80/ https://fcm.googleapis.com:22/ https://fcm.googleapis.com:0/ https://fcm.googleapis.com:99999/
https://fcm.googleapis.com:/ https://fcm.googleapis.com:443/ https://fcm.googleapis.com:-1/ http://fcm.googleapis.com/
ftp://fcm.googleapis.com/ file:///etc/passwd gopher://127.0.0.1:{port}/ dict://127.0.0.1:{port}/ ldap://127.0.0.1:{port}/
ws://127.0.0.1:{port}/ javascript:alert(1) data:text/plain,x HTTPS://FCM.GOOGLEAPIS.COM/ https://fcm.googleapis.com.
https://fcm.googleapis.com./ https://fcm.googleapis.com https://fcm.googleapis.com.localtest.me/
https://fcm.googleapis.com.127.0.0.1.nip.io/ https://xfcm.googleapis.com/ https://a.fcm.googleapis.com/ https://notify.windows.com/
https://.notify.windows.com/ https://xnotify.windows.com/ https://notify.windows.com.localtest.me/ https://a..notify.windows.com/
https://127.0.0.1:{port}/.notify.windows.com https://*.notify.windows.com/ https://fcm.googleapis.com/#x https://fcm.googleapis.com/\u00e4
https://fcm.gooģleapis.com/ https://fcm\u3002googleapis\u3002com/ https:// https
"""
)
SPACED = [
    "",
    " ",
    "https://fcm.googleapis.com/ ",
    " https://fcm.googleapis.com/",
    "https://fcm.googleapis.com\t/",
    "https://fcm.goo\ngleapis.com/",
    "https://fcm.googleapis.com/a b",
    "https://fcm.googleapis.com/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /",
    "https://fcm.googleapis.com/\x00",
    "https://fcm.googleapis.com/" + "a" * 1000,
]
ENDPOINTS = [f"{scheme}://{host}:{{port}}/push" for host in (*LOOPBACK, *INSIDE, *FANCY) for scheme in ("https", "http")] + TRICKS + SPACED

RESOLVES_INSIDE = words(
    """
127.0.0.1 0.0.0.0 10.1.2.3 172.20.0.5 192.168.7.7 100.64.9.9 169.254.169.254 198.18.0.1 192.0.2.7 224.0.0.5 255.255.255.255 ::1 ::
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:c0a8:101:: 2001:0:0:0:0:0:80ff:fffe
fd00::1 fe80::1 fec0::1 ff02::1 2001:db8::1
"""
)
PUBLIC = "93.184.215.14"
