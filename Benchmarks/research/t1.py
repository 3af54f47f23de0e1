from run import *
import sys
POL={'random':PL.random,'margin':PL.marg,'entropy':PL.ent,
'power2':lambda c:PL.power(c,2),'power4':lambda c:PL.power(c,4),'power10':lambda c:PL.power(c,10),'power20':lambda c:PL.power(c,20),
'cm5':lambda c:PL.cmargin(c,5),'cm10':PL.cmargin,'cm20':lambda c:PL.cmargin(c,20),'cm40':lambda c:PL.cmargin(c,40),'cm10top':lambda c:PL.cmargin(c,10,pick='top'),'cm10w1':lambda c:PL.cmargin(c,10,1.),
'wk1':lambda c:PL.wkmeans(c,1.),'wk4':lambda c:PL.wkmeans(c,4.),
'badge':PL.badge,'badge10':lambda c:PL.badge(c,10),'falcun':PL.falcun,'dropq':PL.dropq,
'zm':PL.zmargin,'uvar11':PL.uvar,'uvar21':lambda c:PL.uvar(c,a=2.),'uvar1h':lambda c:PL.uvar(c,a=1.,b=.5),
'bait':PL.bait,'bait2':lambda c:PL.bait(c,pw=2.),'mmr1':PL.mmr,'mmrh':lambda c:PL.mmr(c,beta=.5),'mmr2':lambda c:PL.mmr(c,beta=2.)}
if __name__=='__main__':
    sets=sys.argv[1].split(','); ns=int(sys.argv[2]); pols=sys.argv[3].split(',') if len(sys.argv)>3 else list(POL)
    bench({p:POL[p] for p in pols},sets,range(ns),nq={'random':3}); table(pols,sets)
