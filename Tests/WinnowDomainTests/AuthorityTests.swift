import Testing
import WinnowDomain

@Suite struct AuthorityTests {
    @Test("owners reach over everybody, nobody else over an owner")
    func owners() {
        for role in Role.allCases {
            let authority = Authority(role.permissions)
            #expect(authority.covers(.owner) == (role == .owner))
            #expect(authority.covers(role))
            #expect(Authority.unlimited.covers(role))
        }
    }

    @Test("a token that may manage people and little else reaches over those who may no more than it")
    func narrow() {
        let authority = Authority([.managePeople, .label])
        #expect(Role.allCases.filter(authority.covers) == [.annotator])
    }
}
