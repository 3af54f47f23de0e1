/// How long links and tokens are valid, to choose from.
enum PersonDurations {
    static let links = [1, 24, 72, 168]
    static let tokens = [30, 90, 365, 0]

    static func hours(_ hours: Int) -> [String: Any] {
        let words = hours == 1 ? "1 hour" : hours < 48 ? "\(hours) hours" : "\(hours / 24) days"
        return ["value": hours, "words": words, "isChosen": hours == PeopleDesk.usualHours]
    }

    /// 0 stands for no end.
    static func days(_ days: Int, chosen: String) -> [String: Any] {
        ["value": days, "words": days == 0 ? "until it is revoked" : "\(days) days", "isChosen": chosen == "\(days)"]
    }
}
