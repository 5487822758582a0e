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
        .target(name: "ICUText", dependencies: ["CICU"]),
        .target(
            name: "Werkstatt",
            dependencies: [
                "ICUText", "CStemmer", "CArchive",
                "CDigest", .product(name: "Yams", package: "Yams"),
                .product(name: "HeapModule", package: "swift-collections"),
            ]
        ),
        .executableTarget(
            name: "WerkstattCommand",
            dependencies: [
                "Werkstatt", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .testTarget(name: "ICUTextTests", dependencies: ["ICUText"]),
        .testTarget(name: "WerkstattTests", dependencies: ["Werkstatt"], exclude: ["Fixtures"]),
        .testTarget(name: "CommandTests", dependencies: ["WerkstattCommand"]),
    ],
    swiftLanguageModes: [.v6]
)
