internal import Synchronization
internal import WinnowEncoders
internal import WinnowLearning
internal import WinnowNumerics

/// A service as features use it: whoever waits for a prediction does not wait for a service that is away.
final class OpenService: PatientEncoder {
    private let service: RemoteService
    private let encoder: RemoteTextEncoder
    private let keep: @Sendable (RemoteIdentity) throws -> Void
    private let state = Mutex(State())

    private struct State {
        /// Whether it was asked what it serves.
        var isVerified = false
        /// Until when it is not asked again by somebody who waits, and what it said.
        var absence: (end: ContinuousClock.Instant, reason: String)?
    }

    private static let absence = Duration.seconds(15)

    /// - Parameters:
    ///   - identity: What it said that it serves, at some time.
    ///   - keep: Told when that is something else now.
    init(
        _ service: RemoteService,
        serving identity: RemoteIdentity,
        prompt: String,
        keep: @escaping @Sendable (RemoteIdentity) throws -> Void
    ) {
        self.service = service
        self.keep = keep
        encoder = RemoteTextEncoder(service, serving: identity, prompt: prompt)
    }

    var columnCount: Int { encoder.dimension }
    var cutCount: Int { encoder.cutCount }

    func rows(of texts: [String]) throws(LearningError) -> DenseMatrix {
        if let absence = state.withLock({ $0.absence }), ContinuousClock.now < absence.end {
            throw .encoder(absence.reason)
        }
        do {
            return try encoder.vectorsNow(of: texts)
        } catch {
            let reason = "\(error)"
            state.withLock { $0.absence = (.now + Self.absence, reason) }
            throw .encoder(reason)
        }
    }

    func rowsHoweverLong(of texts: [String], _ cancellation: Cancellation) throws(LearningError) -> DenseMatrix {
        do {
            try verify(cancellation)
            let rows = try encoder.vectors(of: texts, cancellation)
            state.withLock { $0.absence = nil }
            return rows
        } catch let error as LearningError {
            throw error
        } catch EncoderError.cancelled {
            throw .cancelled
        } catch {
            throw .encoder("\(error)")
        }
    }

    /// Once in a process, before something is made that is kept.
    private func verify(_ cancellation: Cancellation) throws {
        if state.withLock({ $0.isVerified }) { return }
        let found = try RemoteTextEncoder.identity(of: service, RetryPlan(), cancellation)
        if found != encoder.identity { try keep(found) }
        guard found.model == encoder.identity.model, found.dimension == encoder.identity.dimension else {
            throw LearningError.encoder(
                "the service of \(service.model) serves another model than before (\(found.model), \(found.dimension) "
                    + "columns); features are made anew with it the next time"
            )
        }
        state.withLock { $0.isVerified = true }
    }
}
