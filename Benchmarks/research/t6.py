from t5 import *
def ann(c,hi=80,lo=10,pw=1.,w=0.,pick='med'):
    return PL.cmargin(c,max(lo,int(round(hi/(c.t+1)**pw))),w,pick)
POL.update({'annA':lambda c:ann(c,80,10,.5),'annB':lambda c:ann(c,80,10,1.),'annW':lambda c:ann(c,80,10,.5,1.),'annT':lambda c:ann(c,80,10,.5,0,'top'),'annC':lambda c:ann(c,120,20,.5),'annD':lambda c:ann(c,80,20,.5),
'vann':lambda c: VF(c) if c.t<4 else PL.cmargin(c,20)})
if __name__=='__main__':
    sets=sys.argv[1].split(','); ns=int(sys.argv[2]); pols=sys.argv[3].split(','); q=float(sys.argv[4]) if len(sys.argv)>4 else .25; C=float(sys.argv[5]) if len(sys.argv)>5 else 10.; bal=float(sys.argv[6]) if len(sys.argv)>6 else 1.
    tag=f'@q{q}C{C:g}b{bal:g}'; t0=time.time()
    try: bench({p:POL[p] for p in pols},sets,range(ns),head=H.lr(C,bal),tag=tag,tr=H.whiten(-q) if q else None,nq={'random':2})
    finally: table([p+tag for p in pols],sets,base='random'+tag); table(['random'+tag],sets); print(round(time.time()-t0),'s')
