from t2 import *
import heads as H
VF=PL.vfast
POL.update({'vf':VF,'vf_mix':lambda c:VF(c,cand='mix'),'vf_top':lambda c:VF(c,cand='top',nc=40*c.b),'vf_g1':lambda c:VF(c,g=1.),'vf_lam1':lambda c:VF(c,lam=1.),'vf_lone':lambda c:VF(c,lw='one'),'vf_bal':lambda c:VF(c,bal=1.),'vf_bal.5':lambda c:VF(c,bal=.5),'vf_rone':lambda c:VF(c,refw='one'),'vf_t.5':lambda c:VF(c,temp=.5),'vf_4k':lambda c:VF(c,nc=4000,nref=2000),'vf_lmg':lambda c:VF(c,refw='marg',cw='marg',lw='marg')})
if __name__=='__main__':
    sets=sys.argv[1].split(','); ns=int(sys.argv[2]); pols=sys.argv[3].split(','); q=float(sys.argv[4]) if len(sys.argv)>4 else .25; C=float(sys.argv[5]) if len(sys.argv)>5 else 10.; bal=float(sys.argv[6]) if len(sys.argv)>6 else 1.
    tag=f'@q{q}C{C:g}b{bal:g}'; t0=time.time()
    try: bench({p:POL[p] for p in pols},sets,range(ns),head=H.lr(C,bal),tag=tag,tr=H.whiten(-q) if q else None,nq={'random':2})
    finally: table([p+tag for p in pols],sets,base='random'+tag); table(['random'+tag],sets); print(round(time.time()-t0),'s')
