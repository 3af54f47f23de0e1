import Foundation
import WinnowDomain

struct SystemClock: WallClock {
    func now() -> Moment { Moment(Date().timeIntervalSince1970) }
}
