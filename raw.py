import sqlite3,random,time
c=sqlite3.connect(':memory:')
c.execute("create table a(id integer primary key,business int,survey int,version int, month int,member int,how text,question text,option text,number int)")
c.execute("create table r(id integer primary key,business int,survey int,started text,member int,overall int,nps int,effort int, overall_of int, finished text)")
random.seed(1)
R=[];A=[]
for i in range(100000):
    d=random.randrange(1000); m=random.randrange(4)
    R.append((1,1,f"2024-{d:04d}T09:00:00",m,random.randint(1,5),random.choice([None,*range(11)]),None,5,"x"))
    for q in("overall","work","communication","experience"):
        A.append((1,1,1,d//30,m,"event",q,"",random.randint(1,5)))
c.executemany("insert into r(business,survey,started,member,overall,nps,effort,overall_of,finished) values(?,?,?,?,?,?,?,?,?)",R)
c.executemany("insert into a(business,survey,version,month,member,how,question,option,number) values(?,?,?,?,?,?,?,?,?)",A)
c.execute("create index ri on r(business,survey,started,overall,nps,effort,overall_of)")
c.execute("create index ai on a(business,survey,month,question,number,option)")
for q in ["select overall,nps,effort,overall_of,count(*) from r where business=1 and survey=1 and started between '2024-0' and '2024-9' group by 1,2,3,4",
 "select question,number,option,count(*) from a where business=1 and survey=1 and month between 0 and 100 group by 1,2,3",
 "select overall,nps,effort,overall_of,count(*) from r where business=1 and survey=1 and started between '2024-0635' and '2024-9' group by 1,2,3,4",
 "select question,number,option,count(*) from a where business=1 and survey=1 and month between 21 and 33 group by 1,2,3"]:
    for _ in range(3):
        t=time.perf_counter();n=len(c.execute(q).fetchall());dt=1000*(time.perf_counter()-t)
    print(n,f"{dt:.0f} ms",c.execute("explain query plan "+q).fetchall())
