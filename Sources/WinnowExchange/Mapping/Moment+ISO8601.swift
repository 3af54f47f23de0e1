import Foundation
package import WinnowDomain

extension Moment {
    /// Reads `2026-05-01T12:00:00.25Z` or with an offset such as `+02:00`; seconds may be missing, the zone may not.
    ///
    /// nil for anything else, also for days that do not exist.
    package init?(iso8601 text: String) {
        var rest = Array(text.utf8)[...]
        guard let year = rest.takeDigits(4), rest.take("-"), let month = rest.takeDigits(2), rest.take("-"),
            let day = rest.takeDigits(2), rest.take("T") || rest.take("t") || rest.take(" "),
            let hour = rest.takeDigits(2), rest.take(":"), let minute = rest.takeDigits(2)
        else { return nil }
        var (second, fraction) = (0, "0")
        if rest.take(":") {
            guard let value = rest.takeDigits(2) else { return nil }
            second = value
            if rest.take(".") || rest.take(",") {
                let digits = rest.prefix { (0x30...0x39).contains($0) }
                guard !digits.isEmpty else { return nil }
                fraction = String(decoding: digits, as: UTF8.self)
                rest = rest.dropFirst(digits.count)
            }
        }
        guard let zone = rest.takeZone(), rest.isEmpty, (1...12).contains(month), hour < 24, minute < 60, second < 61,
            (1...Moment.dayCount(month: month, year: year)).contains(day)
        else { return nil }
        let days = Moment.days(year: year, month: month, day: day)
        let whole = days * 86_400 + hour * 3600 + minute * 60 + second - zone
        // Text is put together, not doubles: the nearest double is the one that was written.
        let part = String(fraction.reversed().drop { $0 == "0" }.reversed())
        let isBorrowed = whole < 0 && !part.isEmpty
        let magnitude =
            isBorrowed
            ? "\(-(whole + 1)).\(String(decoding: Moment.complement(of: Array(part.utf8)), as: UTF8.self))"
            : "\(abs(whole)).\(part)0"
        guard let seconds = Double(magnitude) else { return nil }
        self.init(whole < 0 ? -seconds : seconds)
    }

    /// In UTC, with as many digits as tell it apart, up to nine; nil outside the years 1 to 9999.
    package var iso8601: String? {
        guard seconds >= -62_135_596_800, seconds < 253_402_300_800 else { return nil }
        let (magnitude, digits) = Moment.decimal(abs(seconds))
        let isBorrowed = seconds < 0 && !digits.isEmpty
        let whole = seconds < 0 ? -magnitude - (isBorrowed ? 1 : 0) : magnitude
        let (days, second) = whole.flooredQuotientAndRemainder(86_400)
        let (year, month, day) = Moment.date(days: days)
        // An export writes one of these a row: bytes, not strings put together.
        var text: [UInt8] = []
        text.reserveCapacity(32)
        text.append(digits: year, width: 4, after: nil)
        text.append(digits: month, width: 2, after: "-")
        text.append(digits: day, width: 2, after: "-")
        text.append(digits: second / 3600, width: 2, after: "T")
        text.append(digits: second / 60 % 60, width: 2, after: ":")
        text.append(digits: second % 60, width: 2, after: ":")
        if !digits.isEmpty {
            text.append(UInt8(ascii: "."))
            text += isBorrowed ? Moment.complement(of: digits) : digits
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The whole part of a number that is not negative, and the digits behind its point without zeros at the end.
    ///
    /// Nine digits are enough: from April 1970 on, doubles are further apart than half a nanosecond.
    private static func decimal(_ value: Double) -> (whole: Int, fraction: [UInt8]) {
        var text = Array(String(describing: value).utf8)
        let places = text.firstIndex(of: UInt8(ascii: ".")).map { text.count - 1 - $0 } ?? 0
        if places > 9 || text.contains(UInt8(ascii: "e")) { text = Array(String(format: "%.9f", value).utf8) }
        let whole = text.prefix { $0 != UInt8(ascii: ".") }
        var fraction = text.dropFirst(whole.count + 1)
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        return (Int(String(decoding: whole, as: UTF8.self)) ?? 0, Array(fraction))
    }

    /// The digits behind the point of one minus a fraction, which ends in another digit than zero.
    private static func complement(of digits: [UInt8]) -> [UInt8] {
        var complement = digits.map { UInt8(ascii: "0") + UInt8(ascii: "9") - $0 }
        if let last = complement.indices.last { complement[last] += 1 }
        return complement
    }

    private static func dayCount(month: Int, year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    ///
    /// Source: Howard Hinnant, days_from_civil.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = year.flooredQuotientAndRemainder(400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `days`.
    ///
    /// Source: Howard Hinnant, civil_from_days.
    private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, day) = (days + 719_468).flooredQuotientAndRemainder(146_097)
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int {
    fileprivate func flooredQuotientAndRemainder(_ divisor: Int) -> (Int, Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension [UInt8] {
    /// Appends a number that is not negative, with zeros before it, behind a mark.
    fileprivate mutating func append(digits number: Int, width: Int, after mark: Unicode.Scalar?) {
        if let mark { append(UInt8(ascii: mark)) }
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width))
        var (rest, place) = (number, count)
        while rest > 0, place > count - width {
            place -= 1
            self[place] += UInt8(rest % 10)
            rest /= 10
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard first == UInt8(ascii: scalar) else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func takeDigits(_ count: Int) -> Int? {
        let digits = prefix(count)
        guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        removeFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    /// Seconds east of UTC.
    fileprivate mutating func takeZone() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = takeDigits(2), hours < 24 else { return nil }
        if isEmpty { return sign * hours * 3600 }
        _ = take(":")
        guard let minutes = takeDigits(2), minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
