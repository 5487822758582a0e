import Foundation
import Testing

@testable import Notices

/// Nothing is used that is not named.
@Suite struct NoticesTests {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let out = Pipe()
        process.standardOutput = out
        process.standardError = Pipe()
        try process.run()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test func everySwiftPackageIsNamed() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: Self.root + "/Package.resolved"))
        let resolved = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let pins = try #require(resolved["pins"] as? [[String: Any]])
        let identities = pins.compactMap { $0["identity"] as? String }.sorted()
        #expect(identities.count >= 3)
        let named = Notices.all.filter { if case .swiftPackage = $0.kind { true } else { false } }.map(\.name).sorted()
        #expect(named == identities)
    }

    /// Every library that the built program loads, with those that they load, by the Debian package it is from.
    @Test func everyLinkedLibraryIsNamed() throws {
        let folder = Bundle.main.bundleURL
        let program = try #require(
            [folder, folder.deletingLastPathComponent()].map { $0.appendingPathComponent("werkstatt").path }.first {
                FileManager.default.isExecutableFile(atPath: $0)
            }
        )
        let named = Set(Notices.all.map(\.name))
        var checked = 0
        for line in try Self.output("/usr/bin/ldd", [program]).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard let arrow = parts.firstIndex(of: "=>"), parts.indices.contains(arrow + 1) else { continue }
            let path = URL(fileURLWithPath: String(parts[arrow + 1])).resolvingSymlinksInPath().path
            if path.contains("/swift/") { continue }
            // Debian's own records name a file with or without /usr.
            let owners = try [path, path.replacingOccurrences(of: "/usr/lib", with: "/lib")].map {
                try Self.output("/usr/bin/dpkg", ["-S", $0])
            }
            let owner = try #require(owners.joined().split(separator: ":").first, "\(path)")
            #expect(named.contains(String(owner)), "\(path) is from \(owner)")
            checked += 1
        }
        #expect(checked > 10)
    }

    @Test func everyTextIsThere() {
        let text = Notices.text
        for notice in Notices.all {
            #expect(!notice.license.isEmpty && notice.source.hasPrefix("https://"), "\(notice.name)")
            #expect(text.contains("\n\(notice.name): \(notice.license)\n"), "\(notice.name)")
        }
        for part in [
            "Apache License", "Runtime Library Exception", "Copyright (c) 2016 JP Simard", "Kirill Simonov", "GNU",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("Der Wortlaut liegt auf einem Debian"), "every library is installed here")
    }
}
