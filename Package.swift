// swift-tools-version: 6.0
import PackageDescription

// The command is called `werkstatt`; its target has another name only because a library module
// `Werkstatt` and a command module `werkstatt` would collide on file systems that fold case.
let package = Package(
    name: "werkstatt",
    products: [
        .executable(name: "werkstatt", targets: ["WerkstattCommand"]),
        .library(name: "Werkstatt", targets: ["Werkstatt"]),
    ],
    dependencies: [
        // Flags, sub-commands and --help, as every Swift command line has them.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Packs are YAML that clerks edit; Yams names line and column of what is broken.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // A heap for the grouping; the single product, not the umbrella.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    ],
    targets: [
        // The only place that includes ICU's headers: beside Foundation (which carries an ICU of its own)
        // a module map over them does not compile.
        .target(
            name: "CICU",
            linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]
        ),
        // Snowball's German stemmer (libstemmer-dev, BSD).
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        // SHA-256 for the manifest (libmd-dev, BSD).
        .systemLibrary(name: "CDigest", providers: [.apt(["libmd-dev"])]),
        // Zip containers of office files (libarchive-dev, BSD).
        .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
        // XML and HTML of office files (libxml2-dev, MIT). Not FoundationXML: libxml2's push parser takes a part of a
        // container in pieces as they are unpacked, so that a sheet of 100,000 rows never stands in memory, and it lets
        // us refuse document types (with them entities, from outside or expanding) and any depth before they cost
        // anything. A C target like CICU, because Debian's libxml2 includes ICU's headers.
        .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CXML", dependencies: ["CLibXML"]),
        // Workbooks for Excel (libxlsxwriter-dev, BSD): filters, frozen rows and links that open without repair.
        .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),
        // Sheets and documents of office programs as cells and paragraphs; knows nothing of workshops.
        .target(name: "OfficeFiles", dependencies: ["CArchive", "CXML", "CXlsxWriter"]),
        // The review's journal and full-text search (libsqlite3-dev, public domain); a hundred lines of our own on top
        // build in a second, a Swift package around it in minutes.
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        // The review's pages (libmicrohttpd-dev, LGPL, linked dynamically): bounds headers, connections and waiting times,
        // which the small Swift servers do not; the large ones take minutes to build.
        .systemLibrary(name: "CHTTPD", providers: [.apt(["libmicrohttpd-dev"])]),
        // yescrypt for the passwords of reviewers (libcrypt-dev).
        .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
        .target(name: "ICUText", dependencies: ["CICU"]),
        .target(
            name: "Werkstatt",
            dependencies: [
                "ICUText", "CStemmer", "CDigest", "OfficeFiles",
                .product(name: "Yams", package: "Yams"),
                .product(name: "HeapModule", package: "swift-collections"),
            ]
        ),
        // The review: people decide. Nothing but the command depends on it.
        .target(name: "Review", dependencies: ["Werkstatt", "CSQLite", "CHTTPD", "CCrypt"]),
        // The gates of a pack and their reports for CI jobs.
        .target(name: "Check", dependencies: ["Werkstatt"]),
        // The folder of a new pack from the template of the common base.
        .target(name: "NewPack", dependencies: ["Werkstatt"]),
        // Licences of what others made, for --licenses.
        .target(name: "Notices"),
        .executableTarget(
            name: "WerkstattCommand",
            dependencies: [
                "Werkstatt", "Review", "Check", "NewPack", "Notices",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        // Breaks files from a seed and feeds them to every reader; a program for developers, installed nowhere.
        .executableTarget(
            name: "werkstatt-fuzz",
            dependencies: ["Werkstatt", "OfficeFiles", "Review"],
            path: "Sources/WerkstattFuzz"
        ),
        .testTarget(name: "OfficeFilesTests", dependencies: ["OfficeFiles"], exclude: ["Fixtures"]),
        .testTarget(name: "ICUTextTests", dependencies: ["ICUText"], exclude: ["Fixtures"]),
        .testTarget(name: "WerkstattTests", dependencies: ["Werkstatt", "OfficeFiles"], exclude: ["Fixtures"]),
        .testTarget(name: "ReviewTests", dependencies: ["Review"]),
        .testTarget(name: "CheckTests", dependencies: ["Check"]),
        .testTarget(name: "NewPackTests", dependencies: ["NewPack"]),
        .testTarget(name: "NoticesTests", dependencies: ["Notices"]),
        .testTarget(name: "CommandTests", dependencies: ["WerkstattCommand"]),
    ],
    swiftLanguageModes: [.v6]
)
