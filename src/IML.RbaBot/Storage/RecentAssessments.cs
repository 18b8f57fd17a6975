using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// The assessments that this process read or wrote last, so that the next page of a screening needs no load. Every commit is guarded
/// by the head's ETag, so one that is out of date costs a second try and nothing else.
/// </summary>
internal sealed class RecentAssessments(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<AssessmentId, LinkedListNode<StoredAssessment>> byId = [];
    private readonly LinkedList<StoredAssessment> newestFirst = [];

    public StoredAssessment? Find(AssessmentId id)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(id, out var node))
            {
                return null;
            }

            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            return node.Value;
        }
    }

    public void Put(StoredAssessment stored)
    {
        lock (gate)
        {
            if (byId.Remove(stored.Id, out var old))
            {
                newestFirst.Remove(old);

                // A slow load must not put back what a commit has replaced meanwhile.
                if (IsNewer(old.Value, stored))
                {
                    stored = old.Value;
                }
            }

            byId[stored.Id] = newestFirst.AddFirst(stored);
            if (byId.Count > capacity && newestFirst.Last is { } last)
            {
                newestFirst.RemoveLast();
                byId.Remove(last.Value.Id);
            }
        }
    }

    public void Forget(AssessmentId id)
    {
        lock (gate)
        {
            if (byId.Remove(id, out var node))
            {
                newestFirst.Remove(node);
            }
        }
    }

    private static bool IsNewer(StoredAssessment a, StoredAssessment than) =>
        a.Assessment.Revision > than.Assessment.Revision
        || (a.Assessment.Revision == than.Assessment.Revision && a.NextEvent > than.NextEvent);
}
