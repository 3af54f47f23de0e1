internal import WinnowDomain

/// What the form wants done; each is carried out in turn, apart from `claim`, `submit` and `takeBack`, of which one is
/// under way at a time.
enum FormAction: Hashable, Sendable {
    case claim
    /// With the revision of the queue whose labels were shown.
    case submit(Assignment, Judgement, revision: Int, seconds: Double)
    case takeBack(Annotation)
    case renew(Assignment)
    /// Count again how far the queue is.
    case count
    /// Look for what others have written, and for leases that ran out.
    case lookOutside
    case redraw
    case suspend
    case quit(release: [Assignment])
}
