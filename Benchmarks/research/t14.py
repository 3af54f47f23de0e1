"""decaying tempering: power q(n)=0.25*min(1,100/n) per round"""
from t8 import *
def sim(data,policy,seed,qf):
    Xp,yp,Xt,yt,K=data; b=77 if K==77 else 25; T=14 if K==77 else 19; n=len(yp)
    mu=Xp.mean(0); Z=(Xp-mu).astype(float); e,V=np.linalg.eigh(Z.T@Z/n); e=np.maximum(e,1e-12); Zp=(Z@V).astype(np.float32); Zt=((Xt-mu)@V).astype(np.float32)
    order=list(np.random.default_rng(seed).choice(n,b,replace=False)); rng=np.random.default_rng(seed+77); L=np.zeros(n,bool); L[order]=True; acc=[]; hd=H.lr(10,1.)
    for t in range(T+1):
        o=np.array(order); w=e**qf(len(o)); w=(w/np.sqrt((w*w*e).sum())).astype(np.float32); P=Zp*w; M=hd(P[o],yp[o],K,None); acc.append((logits(Zt*w,M).argmax(1)==yt).mean())
        if t==T: return np.array(acc)
        U=np.where(~L)[0]; F=logits(P[U],M); s=U[policy(NS(Xu=P[U],F=F,P=softmax(F),Xl=P[o],yl=yp[o],K=K,b=b,rng=rng,M=M,t=t,T=T,Xp=P))]; order+=list(s); L[s]=True
t0=time.time()
QF={'100/n':lambda n:.25*min(1,100/n),'sqrt':lambda n:.25*min(1,(100/n)**.5)}
for s in 'banking77,trec,sst2,mr,sms_spam,ag_news'.split(','):
    for k,qf in QF.items():
        if time.time()-t0>105: break
        m=100*np.mean([sim(getset(s),POL['ad.5p2w'],sd,qf) for sd in range(1 if s=='banking77' else 4)],0); print(s,k,'AULC %.2f'%m.mean(),np.round(m[[0,1,3,5,8,11,14]],1),'last3 %.2f'%m[-3:].mean(),flush=True)
