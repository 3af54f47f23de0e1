extension Measurements.Figures {
    /// - Parameter queues: Those that get a zero where nothing was counted, so that rates have a beginning.
    func write(to text: inout MetricsText, queues: [String]) {
        text.add(
            "winnow_answers_total",
            .counter,
            "Answers that this process has stored.",
            answers.map { ([("queue", $0.queue), ("answer", $0.answer)], Double($1)) }.sorted(by: Self.order)
        )
        text.add("winnow_claim_seconds", "Seconds to give one item.", [([], claimSeconds)])
        text.add("winnow_submit_seconds", "Seconds to store one answer durably.", [([], submitSeconds)])
        text.add(
            "winnow_training_seconds",
            "Seconds that training runs of this process took until their model was in use.",
            queues.map { ([("queue", $0)], trainingSeconds[$0] ?? Histogram(bounds: Histogram.trainingBounds)) }
        )
        text.add(
            "winnow_training_failures_total",
            .counter,
            "Training runs of this process that failed.",
            queues.map { ([("queue", $0)], Double(trainingFailures[$0] ?? 0)) }
        )
        text.add("winnow_event_streams", .gauge, "Open streams of live events.", Double(openStreamCount))
        text.add(
            "winnow_http_requests_total",
            .counter,
            "Requests by route and status.",
            requests.map { ($0.address.labels + [("status", "\($0.status)")], Double($1)) }.sorted(by: Self.order)
        )
        text.add(
            "winnow_http_request_seconds",
            "Seconds until the answer began.",
            requestSeconds.map { ($0.labels, $1) }.sorted(by: Self.order)
        )
    }

    /// The same metrics stand in the same order each time.
    private static func order<Value>(
        _ left: (labels: MetricsText.Labels, value: Value),
        _ right: (labels: MetricsText.Labels, value: Value)
    ) -> Bool {
        left.labels.map(\.value).lexicographicallyPrecedes(right.labels.map(\.value))
    }
}

extension Measurements.Address {
    fileprivate var labels: MetricsText.Labels { [("method", method), ("route", route)] }
}
