internal import Foundation

/// An IP address by its bytes: 4 or 16.
struct NetworkAddress: Hashable, Sendable {
    let bytes: [UInt8]

    /// The address that a text of digits stands for, as in `192.0.2.1` or `2001:db8::1`; nil for names.
    init?(_ text: String) {
        var (four, sixteen) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = withUnsafeBytes(of: sixteen) { Array($0) }
        } else {
            return nil
        }
    }

    private init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// All addresses of a host, in the order of the system. Waits for the network.
    static func addresses(of host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var addresses: [NetworkAddress] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr else { continue }
            switch entry.ai_family {
            case AF_INET:
                address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { socket in
                    addresses.append(NetworkAddress(withUnsafeBytes(of: socket.pointee.sin_addr) { Array($0) }))
                }
            case AF_INET6:
                address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { socket in
                    addresses.append(NetworkAddress(withUnsafeBytes(of: socket.pointee.sin6_addr) { Array($0) }))
                }
            default: break
            }
        }
        return addresses
    }

    /// As sockets write it.
    var text: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    /// Whether it is an address of the internet at large: not of this machine, not of a network of its own, not one that means
    /// many or that is kept for something else.
    ///
    /// Source: the special-purpose registries of RFC 6890, as of 2024.
    var isPublic: Bool {
        if let inner = embedded { return inner.isPublic }
        let reserved = bytes.count == 4 ? Self.reservedFour : Self.reservedSixteen
        return !reserved.contains { contains($0.prefix, bitCount: $0.bitCount) }
            && (bytes.count == 4 || contains([0x20], bitCount: 3))
    }

    private func contains(_ prefix: [UInt8], bitCount: Int) -> Bool {
        for bit in 0..<bitCount {
            let mask: UInt8 = 0x80 >> UInt8(bit % 8)
            let wanted = bit / 8 < prefix.count ? prefix[bit / 8] & mask : 0
            if bytes[bit / 8] & mask != wanted { return false }
        }
        return true
    }

    /// The address of the older kind that one of the newer kind leads to: mapped, translated (NAT64) or wrapped (6to4).
    private var embedded: NetworkAddress? {
        guard bytes.count == 16 else { return nil }
        let isMapped = contains([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], bitCount: 96)
        if isMapped || contains([0, 0x64, 0xff, 0x9b], bitCount: 96) { return NetworkAddress(bytes.suffix(4)) }
        return contains([0x20, 0x02], bitCount: 16) ? NetworkAddress(bytes[2..<6]) : nil
    }

    private static let reservedFour: [(prefix: [UInt8], bitCount: Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24),
        ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24),
        ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]

    /// Beside what is outside 2000::/3 altogether.
    private static let reservedSixteen: [(prefix: [UInt8], bitCount: Int)] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0d, 0xb8], 32), ([0x3f, 0xff], 20),
    ]
}
