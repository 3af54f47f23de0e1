package import WinnowAPI
package import WinnowDomain

/// Names that answers belong to: those with an account, and those that only labels came from.
extension PeopleDesk {
    package func annotators() async throws -> [AnnotatorDocument] {
        let people = Dictionary(
            try await people().map { ($0.account.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return try await store.annotators().map { annotator in
            let person = people[annotator.id]
            return AnnotatorDocument(annotator, role: person?.account.role, lastSeen: person?.lastSeen)
        }
    }

    /// - Throws: `StoreError.noSuchAnnotator`, as all that take a name of an annotator.
    package func annotator(_ name: String) async throws -> AnnotatorDocument {
        let annotator = try await store.annotator(named: name)
        guard let account = try await store.account(named: name) else { return AnnotatorDocument(annotator) }
        return AnnotatorDocument(
            annotator,
            role: account.role,
            lastSeen: try await store.lastSeen()[account.id]
        )
    }

    /// - Throws: `StoreError.annotatorExists`.
    package func addAnnotator(_ name: String) async throws -> AnnotatorDocument {
        if let reason = AnnotatorName.refusal(name) { throw PeopleError.badName(reason: reason) }
        return AnnotatorDocument(try await store.addAnnotator(named: name, at: clock.now()))
    }

    /// Keeps somebody from labelling, or lets them label again.
    ///
    /// - Throws: `StoreError.lastOwner`.
    package func setDisabled(_ isDisabled: Bool, annotator name: String, by authority: Authority) async throws {
        let annotator = try await store.annotator(named: name)
        if let account = try await store.account(named: name) { try require(authority, over: account.role) }
        guard annotator.isDisabled != isDisabled else { return }
        try await store.setDisabled(isDisabled, annotator: annotator, at: clock.now())
    }
}
