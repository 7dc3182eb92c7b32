# Plackett-Luce with ties, by enumeration of all sets that could have tied.
import numpy as np, itertools, json, csv, math
rng=np.random.default_rng(20261121)
k=6; n=240
true=np.array([0.9,0.4,0.0,-0.2,-0.5,-0.6]); logd={2:-1.0,3:-2.2}
def f(S,lam,ld): return math.exp(ld.get(len(S),0.0 if len(S)==1 else -np.inf)+np.mean([lam[i] for i in S]))
rows=[]
for r in range(n):
    left=list(range(k)); rank=[0]*k; place=1
    shown=k
    stop = rng.choice([2,3,6],p=[.2,.3,.5])
    while left and place<=stop:
        sets=[S for d in (1,2,3) if d<=len(left) for S in itertools.combinations(left,d)]
        p=np.array([f(S,true,logd) for S in sets]); p/=p.sum()
        S=sets[rng.choice(len(sets),p=p)]
        for i in S: rank[i]=place; left.remove(i)
        place+=1
    rows.append(rank)
w=np.round(rng.gamma(4,0.25,n)+0.05,3)
# item 5 never wins in a second set: only rankings where it is last or absent are kept
def fit(rows,w,k,sizes,pseudo,unranked):
    p=k+len(sizes); dix={d:k+j for j,d in enumerate(sizes)}
    stages=[]
    for r,rank in enumerate(rows):
        m=max(rank)
        left=[i for i in range(k) if (rank[i]>0 or unranked=='below')]
        for pl in range(1,m+1):
            C=tuple(i for i in range(k) if rank[i]==pl)
            if len(left)>=2: stages.append((r,tuple(left),C))
            left=[i for i in left if i not in C]
    def vec(S):
        v=np.zeros(p)
        for i in S: v[i]=1/len(S)
        if len(S)>1: v[dix[len(S)]]=1
        return v
    cache={}
    def sets(A):
        if A not in cache:
            cache[A]=np.array([vec(S) for d in [1]+sizes if d<=len(A) for S in itertools.combinations(A,d)])
        return cache[A]
    def evals(t):
        ll=0; g=np.zeros(p); H=np.zeros((p,p)); sc=np.zeros((len(rows),p))
        mem={}
        for r,A,C in stages:
            if A not in mem:
                X=sets(A); u=X@t; m=u.max(); e=np.exp(u-m); Z=e.sum(); P=e/Z; mu=P@X
                mem[A]=(m+math.log(Z),mu,(X*P[:,None]).T@X-np.outer(mu,mu))
            lz,mu,V=mem[A]; x=vec(C)
            ll+=w[r]*(x@t-lz); sc[r]+=x-mu; H+=w[r]*V
        return ll,sc,H
    t=np.zeros(p)
    J=np.zeros(p); J[:k]=1
    # each item wins and loses against one of log worth 0; a tie could have come of it where ties of two are known
    ends=[np.zeros(p),np.zeros(p)]+([np.zeros(p)] if 2 in sizes else [])
    def imagined(t):
        g=np.zeros(p); B=np.zeros((p,p))
        for i in range(k):
            X=np.array(ends); X[0,i]=1
            if len(X)>2: X[2,i]=0.5; X[2,dix[2]]=1
            P=np.exp(X@t); P/=P.sum(); mu=P@X
            g+=pseudo*(X[0]+X[1]-2*mu); B+=2*pseudo*((X*P[:,None]).T@X-np.outer(mu,mu))
        return g,B
    for it in range(200):
        ll,sc,H=evals(t); g=(w[:,None]*sc).sum(0); B=H.copy()
        if pseudo:
            more,bread=imagined(t); g+=more; B+=bread
        else: B+=np.outer(J,J)
        s=np.linalg.solve(B,g)
        if np.abs(s).max()>1: s/=np.abs(s).max()
        t=t+s
        if np.abs(s).max()<1e-13: break
    ll,sc,H=evals(t)
    C=np.eye(p); C[:k,:k]-=1/k
    V=C@np.linalg.inv(H+np.outer(J,J))@C.T
    B=H.copy()
    if pseudo:
        B+=imagined(t)[1]
    else: B+=np.outer(J,J)
    F=(w[:,None]*sc)@(C@np.linalg.inv(B)).T
    sand=F.T@F; Fc=F-F.mean(0); des=Fc.T@Fc*len(rows)/(len(rows)-1)
    co=C@t
    al=np.exp(co[:k]); sh=al/al.sum()
    dfr=sum(w[r]*(len(sets(A))-1) for r,A,Cc in stages)-(p-1)
    se=lambda M: np.sqrt(np.diag(M)).tolist()
    return dict(tie_sizes=sizes,log_worth_mean0=co[:k].tolist(),log_ties=co[k:].tolist(),logLik=ll,se_model=se(V),se_sandwich=se(sand),se_design=se(des),share=sh.tolist(),df_residual=dfr,iterations=it)
out={}
sz=sorted({sum(1 for x in r if x==pl) for r in rows for pl in range(1,max(r)+1)}-{1})
print(sz)
out['unweighted_below']=fit(rows,np.ones(n),k,sz,0,'below')
out['weighted_below']=fit(rows,w,k,sz,0,'below')
out['weighted_absent']=fit(rows,w,k,sz,0,'absent')
out['weighted_below_pseudo_0.5']=fit(rows,w,k,sz,0.5,'below')
# no ties of three, and item 5 never wins
keep=[i for i,r in enumerate(rows) if (r[5]==0 or (r[5]==max(r) and sum(1 for x in r if x==r[5])==1)) and all(sum(1 for x in r if x==pl)!=2 for pl in range(1,max(r)+1))]
print(len(keep))
sub=[rows[i] for i in keep]
sz2=sorted({sum(1 for x in r if x==pl) for r in sub for pl in range(1,max(r)+1)}-{1}); print(sz2, len(sub))
out['never_wins_no_ties_of_two_pseudo_0.5']=dict(rows=[i+1 for i in keep],**fit(sub,np.ones(len(sub)),k,sz2,0.5,'absent'))
json.dump(out,open('expected.json','w'),indent=1)
with open('input.csv','w') as fo:
    wr=csv.writer(fo); wr.writerow(['id','w']+[f'rank{i+1}' for i in range(k)])
    for i,r in enumerate(rows): wr.writerow([i+1,w[i]]+r)
print(json.dumps(out,indent=0)[:3000])
