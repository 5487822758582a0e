import FoundationEssentials

/// Somebody else's work inside the program or loaded by it.
public struct Notice: Sendable {
    /// How it comes to be there.
    public enum Kind: Sendable {
        /// A package of Swift, compiled in; its identity in Package.resolved.
        case swiftPackage
        /// Swift itself: its standard library, Foundation, Dispatch.
        case toolchain
        /// A library of Debian 12, loaded when the program starts; the name of its package.
        case debian
        /// A program that is started when a file asks for it, not linked.
        case program
    }

    public let name: String
    public let kind: Kind
    /// SPDX.
    public let license: String
    public let source: String
    /// Nil: Debian's own file holds it.
    let text: String?
}

/// Third-party notices.
///
/// Comes in: nothing. Goes out: every package and library with its licence, where it is from, and the licence's text: compiled
/// in for Swift packages; for libraries of Debian the file `/usr/share/doc/PACKAGE/copyright`, which comes with the library.
public enum Notices {
    private static func debian(_ name: String, _ license: String, _ source: String) -> Notice {
        Notice(name: name, kind: .debian, license: license, source: source, text: nil)
    }

    public static let all: [Notice] = [
        Notice(
            name: "swift-argument-parser",
            kind: .swiftPackage,
            license: "Apache-2.0 WITH Swift-exception",
            source: "https://github.com/apple/swift-argument-parser",
            text: LicenseTexts.apacheWithSwiftException
        ),
        Notice(
            name: "swift-collections",
            kind: .swiftPackage,
            license: "Apache-2.0 WITH Swift-exception",
            source: "https://github.com/apple/swift-collections",
            text: LicenseTexts.apacheWithSwiftException
        ),
        Notice(
            name: "yams",
            kind: .swiftPackage,
            license: "MIT",
            source: "https://github.com/jpsim/Yams",
            text: LicenseTexts.yams + "\n\nLibYAML, inside Yams:\n\n" + LicenseTexts.libyaml
        ),
        Notice(
            name: "swift",
            kind: .toolchain,
            license: "Apache-2.0 WITH Swift-exception; its ICU: Unicode-3.0 (text: libicu72)",
            source: "https://www.swift.org",
            text: LicenseTexts.apacheWithSwiftException
        ),
        debian("libicu72", "Unicode-DFS-2016", "https://icu.unicode.org"),
        debian("libstemmer0d", "BSD-3-Clause", "https://snowballstem.org"),
        debian(
            "libmd0",
            "BSD-3-Clause AND BSD-2-Clause AND ISC AND Beerware",
            "https://www.hadrons.org/software/libmd"
        ),
        debian("libarchive13", "BSD-2-Clause", "https://www.libarchive.org"),
        debian("libxml2", "MIT", "https://gitlab.gnome.org/GNOME/libxml2"),
        debian("libxlsxwriter4", "BSD-2-Clause", "https://libxlsxwriter.github.io"),
        debian("libsqlite3-0", "blessing (public domain)", "https://www.sqlite.org"),
        debian("libmicrohttpd12", "LGPL-2.1-or-later", "https://www.gnu.org/software/libmicrohttpd"),
        debian("libcrypt1", "LGPL-2.1-or-later", "https://github.com/besser82/libxcrypt"),
        debian("libc6", "LGPL-2.1-or-later", "https://www.gnu.org/software/libc"),
        debian("libstdc++6", "GPL-3.0-or-later WITH GCC-exception-3.1", "https://gcc.gnu.org"),
        debian("libgcc-s1", "GPL-3.0-or-later WITH GCC-exception-3.1", "https://gcc.gnu.org"),
        // What those load in their turn.
        debian("libminizip1", "Zlib", "https://www.zlib.net"), debian("zlib1g", "Zlib", "https://www.zlib.net"),
        debian("libssl3", "Apache-2.0", "https://www.openssl.org"),
        debian("libnettle8", "LGPL-3.0-or-later OR GPL-2.0-or-later", "https://www.lysator.liu.se/~nisse/nettle"),
        debian("libhogweed6", "LGPL-3.0-or-later OR GPL-2.0-or-later", "https://www.lysator.liu.se/~nisse/nettle"),
        debian("libacl1", "LGPL-2.1-or-later", "https://savannah.nongnu.org/projects/acl"),
        debian("liblzma5", "0BSD (public domain)", "https://tukaani.org/xz"),
        debian("libzstd1", "BSD-3-Clause", "https://facebook.github.io/zstd"),
        debian("liblz4-1", "BSD-2-Clause", "https://lz4.org"),
        debian("libbz2-1.0", "bzip2-1.0.6", "https://sourceware.org/bzip2"),
        debian("libgnutls30", "LGPL-2.1-or-later", "https://www.gnutls.org"),
        debian("libp11-kit0", "BSD-3-Clause", "https://p11-glue.github.io/p11-glue/p11-kit.html"),
        debian("libidn2-0", "LGPL-3.0-or-later OR GPL-2.0-or-later", "https://www.gnu.org/software/libidn"),
        debian("libunistring2", "LGPL-3.0-or-later OR GPL-2.0-or-later", "https://www.gnu.org/software/libunistring"),
        debian("libtasn1-6", "LGPL-2.1-or-later", "https://www.gnu.org/software/libtasn1"),
        debian("libgmp10", "LGPL-3.0-or-later OR GPL-2.0-or-later", "https://gmplib.org"),
        debian("libffi8", "MIT", "https://sourceware.org/libffi"),
        Notice(
            name: "poppler-utils",
            kind: .program,
            license: "GPL-2.0-only OR GPL-3.0-only",
            source: "https://poppler.freedesktop.org",
            text: nil
        ),
    ]

    /// Everything, a list first and the texts behind it, each text once.
    public static var text: String {
        var out = "Fremde Bestandteile von werkstatt, ihre Lizenzen (SPDX) und ihre Herkunft\n\n"
        for notice in all { out += "\(notice.name) (\(word(notice.kind))): \(notice.license)\n    \(notice.source)\n" }
        var shown: [String: String] = [:]
        for notice in all {
            out += "\n" + String(repeating: "=", count: 78) + "\n\(notice.name): \(notice.license)\n\n"
            let text = notice.text ?? copyright(of: notice.name)
            guard let text else {
                out += "Der Wortlaut liegt auf einem Debian unter /usr/share/doc/\(notice.name)/copyright.\n"
                continue
            }
            if let other = shown[text] {
                out += "Derselbe Wortlaut wie bei \(other).\n"
            } else {
                shown[text] = notice.name
                out += text.hasSuffix("\n") ? text : text + "\n"
            }
        }
        return out
    }

    private static func word(_ kind: Notice.Kind) -> String {
        switch kind {
        case .swiftPackage: "Swift-Paket, eingebaut"
        case .toolchain: "Swift, eingebaut"
        case .debian: "Bibliothek von Debian, wird geladen"
        case .program: "eigenes Programm, wird für PDF gestartet"
        }
    }

    private static func copyright(of package: String) -> String? {
        FileManager.default.contents(atPath: "/usr/share/doc/\(package)/copyright").flatMap {
            String(data: $0, encoding: .utf8)
        }
    }
}
