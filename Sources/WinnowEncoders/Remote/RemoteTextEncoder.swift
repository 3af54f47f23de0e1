private import Dispatch
private import Synchronization
package import WinnowNumerics

/// An encoder behind an HTTP service. The texts leave this machine.
///
/// Requests are small batches, a few at a time; what fails for a while is tried again, what is too large is sent in halves.
/// The calling thread waits: call it on one of your own.
package final class RemoteTextEncoder: VectorMaking {
    /// What the service is taken to serve.
    package let identity: RemoteIdentity
    private let service: RemoteService
    private let prompt: String
    private let plan: RetryPlan
    private let session: RemoteSession
    private let cut = Atomic<Int>(0)

    /// Batches that are under way at the same time.
    private static let parallelCount = 4

    /// Asks the service what it serves.
    ///
    /// - Throws: `EncoderError.service`.
    package convenience init(
        _ service: RemoteService,
        prompt: String = "",
        plan: RetryPlan = RetryPlan()
    ) throws(EncoderError) {
        let identity = try Self.identity(of: service, plan)
        self.init(service, serving: identity, prompt: prompt, plan: plan)
    }

    /// Asks nothing.
    ///
    /// - Parameter identity: What the service said that it serves; vectors of another length are refused.
    package init(
        _ service: RemoteService,
        serving identity: RemoteIdentity,
        prompt: String = "",
        plan: RetryPlan = RetryPlan()
    ) {
        self.service = service
        self.identity = identity
        self.prompt = prompt
        self.plan = plan
        session = RemoteSession(connectionCount: Self.parallelCount)
    }

    deinit {
        session.close()
    }

    /// What a service serves now.
    ///
    /// - Throws: `EncoderError.service`, `.cancelled`.
    package static func identity(
        of service: RemoteService,
        _ plan: RetryPlan,
        _ cancellation: Cancellation? = nil
    ) throws(EncoderError) -> RemoteIdentity {
        let session = RemoteSession(connectionCount: 1)
        defer { session.close() }
        let caller = RemoteCaller(service, plan, session, cancellation)
        let info = service.language == .textEmbeddingsInference ? try caller.info() : nil
        let probe = try caller.vectors(of: ["dimension"]).values
        return RemoteIdentity(
            dimension: probe.first?.count ?? 0,
            model: [info?.model_id ?? service.model, info?.model_sha].compactMap(\.self).joined(separator: " "),
            batchSize: info?.max_client_batch_size.flatMap { $0 > 0 ? min($0, 2048) : nil }
        )
    }

    package var dimension: Int { identity.dimension }

    /// Texts that the service took only a part of; where it cuts by itself, it does not say so.
    package var cutCount: Int { cut.load(ordering: .relaxed) }

    package func vectors(of texts: [String]) throws(EncoderError) -> DenseMatrix {
        try vectors(of: texts, plan, nil)
    }

    /// The same, given up when nobody waits any more.
    package func vectors(of texts: [String], _ cancellation: Cancellation) throws(EncoderError) -> DenseMatrix {
        try vectors(of: texts, plan, cancellation)
    }

    /// The same, given up at once where the service does not answer: for somebody who waits.
    package func vectorsNow(of texts: [String]) throws(EncoderError) -> DenseMatrix {
        try vectors(of: texts, .impatient, nil)
    }

    private func vectors(
        of texts: [String],
        _ plan: RetryPlan,
        _ cancellation: Cancellation?
    ) throws(EncoderError) -> DenseMatrix {
        let size = identity.batchSize ?? service.batchSize
        let batches = stride(from: 0, to: texts.count, by: size).map { start in
            texts[start..<min(start + size, texts.count)].map { prompt + $0 }
        }
        let results = Mutex([Result<RemoteCaller.Vectors, EncoderError>?](repeating: nil, count: batches.count))
        let caller = RemoteCaller(service, plan, session, cancellation)
        let next = Atomic<Int>(0)
        // Threads that wait for a network are no work for the processor.
        DispatchQueue.concurrentPerform(iterations: min(Self.parallelCount, batches.count)) { _ in
            while true {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < batches.count else { return }
                let result = Result { () throws(EncoderError) in
                    try caller.vectors(of: batches[number], width: dimension)
                }
                results.withLock { $0[number] = result }
                // What follows would fail as well.
                if case .failure = result { next.store(batches.count, ordering: .relaxed) }
            }
        }
        return try matrix(results.withLock { $0 }, count: texts.count)
    }

    private func matrix(
        _ results: [Result<RemoteCaller.Vectors, EncoderError>?],
        count: Int
    ) throws(EncoderError) -> DenseMatrix {
        for case .failure(let error)? in results { throw error }
        var values: [Float] = []
        values.reserveCapacity(count * dimension)
        for case .success(let made)? in results {
            cut.wrappingAdd(made.cutCount, ordering: .relaxed)
            for vector in made.values {
                guard vector.count == dimension else {
                    throw .service(
                        url: service.address,
                        reason:
                            "it sent \(vector.count) numbers where it sent \(dimension) before: another model is served"
                    )
                }
                values += vector
            }
        }
        return DenseMatrix(rowCount: count, columnCount: dimension, values: values)
    }
}
