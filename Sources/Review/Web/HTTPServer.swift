import CHTTPD

#if canImport(Glibc)
    import Glibc
#endif

/// A request as far as the pages look at it.
struct Request {
    var method: String
    /// Without the query; decoded.
    var path: String
    var query: [(name: String, value: String)]
    var host: String?
    var origin: String?
    var fetchSite: String?
    var contentType: String?
    var cookie: String?
    var form: [(name: String, value: String)]

    subscript(name: String) -> String? { form.first { $0.name == name }?.value }
    func all(_ name: String) -> [String] { form.filter { $0.name == name }.map(\.value) }
    func asked(_ name: String) -> String? {
        query.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }
}

struct Response {
    var status: UInt32 = 200
    var type = "text/html; charset=utf-8"
    var headers: [(String, String)] = []
    var body: [UInt8] = []

    static func redirect(_ path: String) -> Response {
        Response(status: 303, type: "text/plain; charset=utf-8", headers: [("Location", path)], body: [])
    }
}

/// The bounded way in: libmicrohttpd reads requests on one thread, one after the other, and hands each to `answer`.
///
/// Decides: line and headers fit into 32 kB, a body into 512 kB, a connection may be idle for 20 s, 64 of them at once.
/// Never: reads a file; nothing of a request becomes a path on the disk.
final class HTTPServer {
    private static let headBytes = 32 * 1024
    static let bodyBytes = 512 * 1024
    private static let idleSeconds: UInt32 = 20
    private static let connections: UInt32 = 64

    private let answer: (Request) -> Response
    private var daemon: OpaquePointer?
    private(set) var port: UInt16 = 0

    init(answer: @escaping (Request) -> Response) { self.answer = answer }

    /// What is read of a request so far.
    fileprivate final class Reading {
        var body: [UInt8] = []
        var isTooLarge = false
    }

    /// - Returns: false when the address cannot be used.
    func start(address: String, port: UInt16) -> Bool {
        let state = Unmanaged.passUnretained(self).toOpaque()
        daemon = werkstatt_httpd_start(
            address,
            port,
            { state, connection, url, method, _, data, size, reading in
                guard let state, let connection, let url, let method, let size, let reading else { return .NO }
                return Unmanaged<HTTPServer>.fromOpaque(state).takeUnretainedValue().step(
                    connection,
                    String(cString: url),
                    String(cString: method),
                    data,
                    size,
                    reading
                )
            },
            state,
            { _, _, reading, _ in
                guard let held = reading?.pointee else { return }
                Unmanaged<Reading>.fromOpaque(held).release()
                reading?.pointee = nil
            },
            Self.connections,
            Self.idleSeconds,
            Self.headBytes
        )
        guard let daemon else { return false }
        self.port = werkstatt_httpd_port(daemon)
        return true
    }

    func stop() {
        if let daemon { MHD_stop_daemon(daemon) }
        daemon = nil
    }

    private func step(
        _ connection: OpaquePointer,
        _ url: String,
        _ method: String,
        _ data: UnsafePointer<CChar>?,
        _ size: UnsafeMutablePointer<Int>,
        _ held: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    ) -> MHD_Result {
        guard let pointer = held.pointee else {
            let reading = Reading()
            held.pointee = Unmanaged.passRetained(reading).toOpaque()
            if let length = header(connection, "Content-Length"), (Int(length) ?? Int.max) > Self.bodyBytes {
                return send(
                    Response(status: 413, type: "text/plain; charset=utf-8", body: Array("Zu lang.".utf8)),
                    connection
                )
            }
            return .YES
        }
        let reading = Unmanaged<Reading>.fromOpaque(pointer).takeUnretainedValue()
        if size.pointee > 0 {
            // Without a declared length the bound holds all the same: the connection ends.
            guard let data, reading.body.count + size.pointee <= Self.bodyBytes else { return .NO }
            data.withMemoryRebound(to: UInt8.self, capacity: size.pointee) {
                reading.body.append(contentsOf: UnsafeBufferPointer(start: $0, count: size.pointee))
            }
            size.pointee = 0
            return .YES
        }
        let request = Request(
            method: method,
            path: url,
            query: query(connection),
            host: header(connection, "Host"),
            origin: header(connection, "Origin"),
            fetchSite: header(connection, "Sec-Fetch-Site"),
            contentType: header(connection, "Content-Type"),
            cookie: header(connection, "Cookie"),
            form: method == "POST" ? Self.form(reading.body) : []
        )
        return send(answer(request), connection)
    }

    private func header(_ connection: OpaquePointer, _ name: String) -> String? {
        MHD_lookup_connection_value(connection, .HEADER_KIND, name).map { String(cString: $0) }
    }

    private func query(_ connection: OpaquePointer) -> [(name: String, value: String)] {
        final class Pairs { var all: [(name: String, value: String)] = [] }
        let pairs = Pairs()
        MHD_get_connection_values(
            connection,
            .GET_ARGUMENT_KIND,
            { pairs, _, name, value in
                guard let pairs, let name else { return .YES }
                Unmanaged<Pairs>.fromOpaque(pairs).takeUnretainedValue().all.append(
                    (String(cString: name), value.map { String(cString: $0) } ?? "")
                )
                return .YES
            },
            Unmanaged.passUnretained(pairs).toOpaque()
        )
        return pairs.all
    }

    private func send(_ response: Response, _ connection: OpaquePointer) -> MHD_Result {
        let made = response.body.withUnsafeBytes {
            MHD_create_response_from_buffer(
                $0.count,
                UnsafeMutableRawPointer(mutating: $0.baseAddress),
                .RESPMEM_MUST_COPY
            )
        }
        guard let made else { return .NO }
        defer { MHD_destroy_response(made) }
        MHD_add_response_header(made, "Content-Type", response.type)
        for (name, value) in response.headers { MHD_add_response_header(made, name, value) }
        return MHD_queue_response(connection, response.status, made)
    }

    /// application/x-www-form-urlencoded. Linear in the bytes.
    static func form(_ body: [UInt8]) -> [(name: String, value: String)] {
        body.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
        }
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            if byte == UInt8(ascii: "+") {
                out.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), at + 2 < bytes.endIndex, let high = digit(bytes[at + 1]),
                let low = digit(bytes[at + 2])
            {
                out.append(high << 4 | low)
                at += 2
            } else {
                out.append(byte)
            }
            at += 1
        }
        // Browsers send CR LF for a line end.
        return String(decoding: out, as: UTF8.self).replacing("\r\n", with: "\n")
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

extension String {
    /// As a value in a link.
    var inLink: String {
        var out = ""
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                out.append(Character(Unicode.Scalar(byte)))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                out += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return out
    }
}
