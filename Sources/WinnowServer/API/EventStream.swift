internal import AsyncAlgorithms
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What one listener is told of a queue: its status when something in it changes, and when models are trained.
struct EventStream: Sendable {
    struct Rhythm: Sendable {
        /// How often it is looked whether the listener still may hear, and the shortest time between two statuses.
        var look = Duration.seconds(1)
        /// After so long without a word a comment is sent, so that proxies do not take the stream for dead.
        var silence = Duration.seconds(15)
    }

    private enum Signal: Sendable {
        case element(LiveEvents.Element)
        case look
    }

    let loop: QueueLoops.Loop
    let store: any ServerParts.Store
    let rhythm: Rhythm
    /// Whether the listener still has the permission that it came with.
    let isAllowed: @Sendable () async -> Bool

    /// Writes until the server stops, the listener may not hear any more, or the task is cancelled.
    func write(_ events: LiveEvents, to writer: inout some ResponseBodyWriter) async throws {
        try await writer.write(try await status(id: nil))
        var (lastStatus, lastWord) = (ContinuousClock.now, ContinuousClock.now)
        /// The newest event that a status has still to tell of.
        var untold: LivePosition??
        let looks = AsyncTimerSequence(interval: rhythm.look, clock: .continuous).map { _ in Signal.look }
        let signals = merge(events.map { Signal.element($0) }, looks).cancelOnGracefulShutdown()
        for await signal in signals {
            var word: ByteBuffer?
            switch signal {
            case .element(.gap): untold = .some(nil)
            case .element(.event(let event)) where event.queue == loop.queue.id:
                switch event.kind {
                case .labelled, .modelPromoted, .queueChanged, .itemsChanged, .encoding, .encodingFailed:
                    untold = .some(event.position)
                case .trainingStarted: word = try training(LiveTraining(isRunning: true), id: event.position)
                case .trainingFailed(let error):
                    word = try training(LiveTraining(isRunning: false, failure: reason(error)), id: event.position)
                }
            case .element(.event): break
            case .look:
                guard await isAllowed() else { return }
            }
            let now = ContinuousClock.now
            if let word {
                try await writer.write(word)
                lastWord = now
            }
            // Many events are told by one status: with labels every few milliseconds it would be all that is done.
            if let position = untold, lastStatus.duration(to: now) >= rhythm.look {
                try await writer.write(try await status(id: position))
                (untold, lastStatus, lastWord) = (nil, now, now)
            } else if lastWord.duration(to: now) >= rhythm.silence {
                try await writer.write(ByteBuffer(string: ":\n\n"))
                lastWord = now
            }
        }
    }

    /// In words that everybody may read.
    private func reason(_ error: any Error) -> String {
        let error = RequestError(error)
        return error.detail ?? error.code.title
    }

    /// That a model is being trained, or why none came of it; a status tells of the new one.
    private func training(_ training: LiveTraining, id: LivePosition) throws -> ByteBuffer {
        let data = try JSONEncoder().encode(training)
        return ByteBuffer(string: "id: \(id)\nevent: training\ndata: \(String(decoding: data, as: UTF8.self))\n\n")
    }

    private func status(id: LivePosition?) async throws -> ByteBuffer {
        let queue = await loop.scheduler.queue
        let progress = await loop.scheduler.progress
        let model = try await store.promotedModel(of: queue.id)
        let data = try JSONEncoder().encode(
            LiveStatus(
                finished: progress.finishedCount,
                items: progress.itemCount,
                model: model?.line ?? "no model yet",
                revision: queue.revision
            )
        )
        let mark = id.map { "id: \($0)\n" } ?? ""
        return ByteBuffer(string: "\(mark)event: status\ndata: \(String(decoding: data, as: UTF8.self))\n\n")
    }
}

extension ModelVersion {
    /// As in "model v57 · 84.2 % ± 2.1".
    var line: String { "model v\(number)" + (summary.accuracy.map { " · \($0.text)" } ?? "") }
}
