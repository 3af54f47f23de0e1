internal import WinnowDomain
internal import WinnowEngine

/// What the pages and the API read of items, and the one change that they make.
struct ItemsDesk: Sendable {
    let parts: ServerParts

    /// The rows of a list, read for one page of it.
    struct Listing: Sendable {
        let page: ItemPage
        let items: [ItemID: Item]
        /// What stands, and who has them right now.
        let standing: [ItemID: [Annotation]]
        let held: [ItemID: [Assignment]]
    }

    func loop(_ name: String) async throws -> QueueLoops.Loop { try await parts.loops.loop(named: name) }

    func listing(_ wish: ItemsRequest, in loop: QueueLoops.Loop) async throws -> Listing {
        var query = wish.query
        if let like = wish.like { query.like = try await parts.store.history(of: like, in: loop.queue.id).item.id }
        return try await listing(query, in: loop)
    }

    func listing(_ query: ItemQuery, in loop: QueueLoops.Loop) async throws -> Listing {
        let page = try await parts.items.browser(of: loop).page(query)
        let ids = page.rows.map(\.item)
        let items = try await parts.store.items(ids)
        let occupation = try await parts.store.occupation(of: ids, now: parts.clock.now())
        return Listing(
            page: page,
            items: Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            standing: Dictionary(grouping: occupation.standing, by: \.item),
            held: Dictionary(grouping: occupation.leases, by: \.item)
        )
    }

    /// The items that are most like one; nil while that would have to be waited for.
    func alike(_ item: ItemID, in loop: QueueLoops.Loop) async throws -> Listing? {
        guard await parts.items.browser(of: loop).knowsLikeness(of: item) else { return nil }
        return try await listing(ItemQuery(like: item, limit: Self.alikeCount), in: loop)
    }

    private static let alikeCount = 6

    /// The counterfactuals of which an item is the original or the revised text, newest first.
    func counterfactuals(of item: ItemID, in loop: QueueLoops.Loop) async throws -> [CounterfactualList.Entry] {
        let queue = await loop.scheduler.queue
        guard queue.definition.task == .classification else { return [] }
        let desk = CounterfactualDesk(queue: queue, store: parts.store, clock: parts.clock)
        return try await CounterfactualList(of: desk, around: item).entries
    }

    /// Puts another judgement in the place of an annotation: one's own, or with the permission to review anybody's.
    ///
    /// - Throws: `StoreError.noSuchAnnotation` also where somebody may not change it, and what the scheduler says.
    func revise(
        _ id: AnnotationID,
        to answer: Judgement,
        revision: Int,
        by identity: Identity,
        source: AnnotationSource,
        in loop: QueueLoops.Loop
    ) async throws -> Annotation {
        let owner = try await parts.store.annotation(id, in: loop.queue.id).annotator
        let isOwn = owner == identity.account.id
        guard identity.may(isOwn ? .label : .review) else { throw StoreError.noSuchAnnotation(id) }
        let revised = try await loop.scheduler.revise(
            id,
            of: owner,
            by: isOwn ? nil : identity.account.id,
            to: answer,
            revision: revision,
            source: source
        )
        await loop.coordinator.labelled(revised)
        return revised
    }
}
