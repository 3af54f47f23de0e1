from t1 import *
V=PL.vopt
POL.update({'v_base':lambda c:V(c),'v_top1000':lambda c:V(c,cand='top',nc=1000),'v_rand1000':lambda c:V(c,nc=1000),'v_mix':lambda c:V(c,cand='mix',nc=2000),
'v_lone':lambda c:V(c,lw='one'),'v_lfl.1':lambda c:V(c,lfloor=.1),'v_rone':lambda c:V(c,refw='one'),'v_lam1':lambda c:V(c,lam=1.),'v_lam.02':lambda c:V(c,lam=.02),
'v_g.5':lambda c:V(c,g=.5),'v_g1':lambda c:V(c,g=1.),'v_marg':lambda c:V(c,refw='marg',cw='marg'),'v_r2':lambda c:V(c,rp=2.),'v_half':lambda c:V(c,half=.5),'v_t2':lambda c:V(c,temp=2.),'v_all1':lambda c:V(c,refw='one',cw='one',lw='one'),
'v_cen':lambda c:V(c,center=True),'cm80':lambda c:PL.cmargin(c,80),'cm40w1':lambda c:PL.cmargin(c,40,1.),'cm40top':lambda c:PL.cmargin(c,40,pick='top')})
if __name__=='__main__':
    sets=sys.argv[1].split(','); ns=int(sys.argv[2]); pols=sys.argv[3].split(',')
    t0=time.time(); bench({p:POL[p] for p in pols},sets,range(ns),nq={'random':3}); table(pols,sets); print(round(time.time()-t0),'s')
