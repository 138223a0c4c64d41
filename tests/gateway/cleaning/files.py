"""Files as people send them: photos with places, documents with authors, and some that nobody should send."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pikepdf
from PIL import Image, PngImagePlugin

SECRET = "RAHASIA-BUDI"
"""What must be in no cleaned file: it stands in every piece of metadata that these files carry."""
SECRET_BYTES = SECRET.encode()


def picture(width: int = 64, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue: after a quarter turn, one above the other."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    return image.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = f"Kamera {SECRET}"
    data[0x013B] = SECRET
    gps = data.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (1.0, 2.0, 3.0), "E", (104.0, 27.0, 12.0)
    data.get_ifd(0x8769)[0x9286] = f"catatan {SECRET}"
    return data


def xmp() -> bytes:
    return f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><creator>{SECRET}</creator></x:xmpmeta>".encode()


def jpeg(orientation: int = 1, *, progressive: bool = False, size: tuple[int, int] = (64, 40)) -> bytes:
    target = io.BytesIO()
    picture(*size).save(
        target,
        "JPEG",
        exif=exif(orientation),
        xmp=xmp(),
        comment=SECRET.encode(),
        quality=88,
        progressive=progressive,
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(SECRET)) + SECRET.encode()
    data = target.getvalue()
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:]


def png(mode: str = "RGB", orientation: int = 1) -> bytes:
    target = io.BytesIO()
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_itxt("XML:com.adobe.xmp", xmp().decode())
    notes.add_text("Comment", SECRET, zip=True)
    picture(mode=mode).save(target, "PNG", pnginfo=notes, exif=exif(orientation))
    return target.getvalue()


def webp(*, lossless: bool = False, orientation: int = 1) -> bytes:
    target = io.BytesIO()
    picture().save(target, "WEBP", exif=exif(orientation).tobytes(), xmp=xmp(), lossless=lossless)
    return target.getvalue()


def pdf(*, password: str | None = None) -> bytes:
    """One page with a photo, a clickable link, a note by somebody, and everything that acts."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    photo = pikepdf.Stream(document, jpeg())
    photo.Type, photo.Subtype, photo.Width, photo.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 64, 40
    photo.ColorSpace, photo.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    photo.Filter = pikepdf.Name.DCTDecode
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=document.make_indirect(photo)))
    page.obj.Contents = pikepdf.Stream(document, b"q 64 0 0 40 10 10 cm /Foto Do Q")
    page.obj.Metadata = pikepdf.Stream(document, xmp())
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{SECRET}')")
    page.obj.AA = pikepdf.Dictionary(O=script)
    page.obj.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents="catatan", T=SECRET),
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://lapor.go.id")
            ),
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Link,
                A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=SECRET),
            ),
            pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Contents=SECRET),
        ]
    )
    document.Root.OpenAction = document.make_indirect(script)
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array(
            [
                document.make_indirect(
                    pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="ttd", V=pikepdf.Dictionary(Name=SECRET))
                )
            ]
        ),
        XFA=pikepdf.Stream(document, xmp()),
    )
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", document.make_indirect(script)]))
    )
    document.attachments["rahasia.txt"] = SECRET.encode()
    document.docinfo["/Author"] = SECRET
    document.docinfo["/Title"] = SECRET
    document.Root.Metadata = pikepdf.Stream(document, xmp())
    target = io.BytesIO()
    lock = pikepdf.Encryption(user=password, owner=password) if password else None
    document.save(target, encryption=lock or False, compress_streams=False)
    return target.getvalue()


def archive(parts: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relation(kind: str, target: str, *, external: bool = False, number: int = 1) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def relations(*each: str) -> bytes:
    head = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return (head + "".join(each) + "</Relationships>").encode()


def docx_parts() -> dict[str, bytes]:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": (
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
            '<Override PartName="/customXml/itemProps1.xml" ContentType="application/xml"/></Types>'
        ).encode(),
        "_rels/.rels": relations(
            relation("officeDocument", "word/document.xml"),
            relation("metadata/thumbnail", "docProps/thumbnail.jpeg", number=2),
        ),
        "word/document.xml": (
            f'<w:document><w:ins w:id="1" w:author="{SECRET}" w:date="2026-01-01T00:00:00Z">'
            "<w:t>Jalan rusak</w:t></w:ins></w:document>"
        ).encode(),
        "word/comments.xml": f'<w:comment w:author="{SECRET}" w:initials="{SECRET}"><w:t>ya</w:t></w:comment>'.encode(),
        "word/_rels/document.xml.rels": relations(
            relation("hyperlink", "https://lapor.go.id", external=True),
            relation("attachedTemplate", f"file:///C:/Users/{SECRET}/Normal.dotx", external=True, number=2),
            relation("customXml", "../customXml/item1.xml", number=3),
        ),
        "word/media/image1.jpeg": jpeg(),
        "word/media/image2.png": png(),
        "docProps/core.xml": f"<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>".encode(),
        "docProps/app.xml": f"<Properties><Company>{SECRET}</Company></Properties>".encode(),
        "docProps/custom.xml": f"<Properties><property>{SECRET}</property></Properties>".encode(),
        "docProps/thumbnail.jpeg": jpeg(),
        "customXml/item1.xml": SECRET.encode(),
        "customXml/itemProps1.xml": SECRET.encode(),
    }


def docx(**more: bytes) -> bytes:
    return archive({**docx_parts(), **{name.replace("__", "/").replace("_dot_", "."): p for name, p in more.items()}})


def xlsx() -> bytes:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return archive(
        {
            "[Content_Types].xml": f'<Types><Override PartName="/xl/a.xml" ContentType="{main}"/></Types>'.encode(),
            "_rels/.rels": relations(relation("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook><x15ac:absPath url="C:\\{SECRET}\\" xmlns:x15ac="x"/></workbook>'.encode(),
            "xl/worksheets/sheet1.xml": b'<worksheet><pageSetup paperSize="9" r:id="rId1"/></worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                relation("printerSettings", "../printerSettings/printerSettings1.bin")
            ),
            "xl/printerSettings/printerSettings1.bin": SECRET.encode(),
            "xl/comments1.xml": f"<comments><authors><author>{SECRET}</author></authors></comments>".encode(),
            "xl/persons/person.xml": f'<personList><person displayName="{SECRET}" id="1"/></personList>'.encode(),
            "docProps/core.xml": SECRET.encode(),
        }
    )


def odt(**more: bytes) -> bytes:
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content><office:annotation><dc:creator>{SECRET}</dc:creator></office:annotation>"
                "<text:p>Jalan rusak</text:p></office:document-content>"
            ).encode(),
            "meta.xml": f"<office:document-meta><dc:creator>{SECRET}</dc:creator></office:document-meta>".encode(),
            "settings.xml": f'<config:config-item config:name="PrinterName">{SECRET}</config:config-item>'.encode(),
            "Object 1/content.xml": b"<chart/>",
            "Object 1/meta.xml": SECRET.encode(),
            "Thumbnails/thumbnail.png": SECRET.encode(),
            "META-INF/manifest.xml": (
                b'<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"/>'
                b'<manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png"/></manifest:manifest>'
            ),
            **{name.replace("__", "/"): part for name, part in more.items()},
        },
        stored=("mimetype",),
    )


def box(name: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I", len(body) + 8) + name + body


def timed(name: bytes, rest: int, version: int = 0) -> bytes:
    width = 8 if version else 4
    moment = (3_900_000_000).to_bytes(width, "big")
    return box(name, bytes([version, 0, 0, 0]), moment, moment, b"\x01" * rest)


def handler(kind: bytes) -> bytes:
    return box(b"hdlr", bytes(8), kind, bytes(12), SECRET.encode() + b"\0")


def track(kind: bytes = b"vide") -> bytes:
    table = box(b"stbl", box(b"stsd", bytes(8)), box(b"stco", b"\0\0\0\0\0\0\0\1\0\0\1\0"))
    media = box(b"mdia", timed(b"mdhd", 12, version=1), handler(kind), box(b"minf", box(b"vmhd", bytes(12)), table))
    return box(b"trak", timed(b"tkhd", 72), media, box(b"udta", box(b"name", SECRET.encode())))


FRAMES = b"pictures and sound " * 20


def mp4(*tracks: bytes, brand: bytes = b"isom") -> bytes:
    place = box(b"udta", box(b"\xa9xyz", b"+01.0000+104.0000/" + SECRET.encode()), box(b"meta", SECRET.encode()))
    return b"".join(
        (
            box(b"ftyp", brand, bytes(4), b"isom", b"mp42"),
            box(b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", xmp()),
            box(b"moov", timed(b"mvhd", 80), *(tracks or (track(),)), place),
            box(b"free", SECRET.encode()),
            box(b"mdat", FRAMES),
        )
    )
