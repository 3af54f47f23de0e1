internal import Crypto
internal import CryptoExtras
internal import Dispatch
internal import Foundation

/// Makes and checks password hashes, one at a time on a thread of its own: each takes some tenths of a second and 128 MB.
/// Whoever comes when many wait already is asked to come again.
struct PasswordHasher: Sendable {
    /// Rounds, block size and parallelism of scrypt; OWASP's password storage cheat sheet, second of its equal choices.
    private static let (usualRounds, blockSize, parallelism) = (1 << 16, 8, 2)
    private static let byteCount = 32

    private let rounds: Int
    private let queue = DispatchQueue(label: "winnow.passwords")
    private let turnstile = Turnstile(limit: 32, of: "passwords")

    /// - Parameter rounds: Of new hashes; those that are there say how they were made. Tests have no secrets to keep.
    init(rounds: Int = usualRounds) {
        self.rounds = rounds
    }

    func hash(_ password: String) async throws -> String {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        let key = try await derive(password, salt, rounds, Self.blockSize, Self.parallelism)
        return [
            "scrypt", "\(rounds)", "\(Self.blockSize)", "\(Self.parallelism)", salt.base64EncodedString(),
            key.base64EncodedString(),
        ].joined(separator: "$")
    }

    /// Whether a password is the one that was hashed.
    ///
    /// - Parameter hash: nil takes as long as one that does not match: nobody learns which names there are.
    func isRight(_ password: String, hash: String?) async throws -> Bool {
        let parts = (hash ?? "").split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = Data(base64Encoded: String(parts[4])),
            let wanted = Data(base64Encoded: String(parts[5]))
        else {
            _ = try await derive(password, Data(count: 16), rounds, Self.blockSize, Self.parallelism)
            return false
        }
        return try await derive(password, salt, rounds, blockSize, parallelism).isEqualInConstantTime(to: wanted)
    }

    private func derive(
        _ password: String,
        _ salt: Data,
        _ rounds: Int,
        _ blockSize: Int,
        _ parallelism: Int
    ) async throws -> Data {
        try turnstile.enter()
        defer { turnstile.leave() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        try KDF.Scrypt.deriveKey(
                            // One password is one password, however its accents are put together.
                            from: Data(password.precomposedStringWithCompatibilityMapping.utf8),
                            salt: salt,
                            outputByteCount: Self.byteCount,
                            rounds: rounds,
                            blockSize: blockSize,
                            parallelism: parallelism
                        ).withUnsafeBytes { Data($0) }
                    }
                )
            }
        }
    }
}

extension Data {
    /// Takes as long whatever differs.
    func isEqualInConstantTime(to other: Data) -> Bool {
        guard count == other.count else { return false }
        return zip(self, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
